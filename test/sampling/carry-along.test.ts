import { expect, test } from 'vitest'
import { DataError, labels, matrix, sparseMatrix } from '../../src/core/index.ts'
import { carryAlong, interpolateAlong, pipeline, type Resampled, samplers, smote } from '../../src/sampling/index.ts'
import { sampleData } from './sample-data.ts'

const by = {
  rows: Int32Array.of(2, -1, 0, -1, 2),
  provenance: {
    method: 'smote',
    seed: 0,
    count: 2,
    parentsPerRow: 2,
    parents: Int32Array.of(1, 3, 3, 0),
    steps: Float64Array.of(0.25, 0.5),
  },
}

test('every kind of array gets the value of the row itself or of the first parent', () => {
  expect(carryAlong(by, ['a', 'b', 'c', 'd'])).toEqual(['c', 'b', 'a', 'd', 'c'])
  expect(carryAlong(by, Float64Array.of(1, 2, 3, 4))).toEqual(Float64Array.of(3, 2, 1, 4, 3))
  expect(carryAlong(by, Int32Array.of(1, 2, 3, 4))).toEqual(Int32Array.of(3, 2, 1, 4, 3))
  expect(carryAlong(by, Uint8Array.of(1, 2, 3, 4))).toEqual(Uint8Array.of(3, 2, 1, 4, 3))
  expect(Array.from(carryAlong(by, labels(['x', 'y', 'z', 'z'])).codes)).toEqual([2, 1, 0, 2, 2])
  const vectors = matrix(Float64Array.of(1, 10, 2, 20, 3, 30, 4, 40), 2)
  expect(carryAlong(by, vectors).data).toEqual(Float64Array.of(3, 30, 2, 20, 1, 10, 4, 40, 3, 30))
  const sparse = sparseMatrix(Int32Array.of(0, 1, 1, 2, 3), Int32Array.of(0, 1, 2), Float64Array.of(5, 6, 7), 3)
  expect(carryAlong(by, sparse).data).toEqual(Float64Array.of(6, 5, 7, 6))
})

test('vectors of synthetic rows lie between those of their parents', () => {
  const vectors = matrix(Float64Array.of(1, 10, 2, 20, 3, 30, 4, 40), 2)
  expect(interpolateAlong(by, vectors).data).toEqual(Float64Array.of(3, 30, 2.5, 25, 1, 10, 2.5, 25, 3, 30))
  const { steps: _, ...without } = by.provenance
  expect(() => interpolateAlong({ rows: by.rows, provenance: without }, vectors)).toThrow(DataError)
})

test('interpolated along its own columns, SMOTE gives its own rows', async () => {
  const { X, y } = sampleData('numbers', { common: 50, rare: 12 })
  const grown = await smote().fitResample(X, y)
  expect(interpolateAlong(grown, X).data).toEqual(grown.X.data)
})

test('refuses arrays that are too short', () => {
  expect(() => carryAlong(by, ['a', 'b'])).toThrow(
    'carryAlong: the resampled data come from row 2 and there are 2 values. Pass one value for each row of the data before resampling.',
  )
})

test.each(Object.keys(samplers))('%s: labels carried along are the labels of the result', async (name) => {
  const factory = samplers[name as 'smote']
  const { X, y } = sampleData(factory.reads, { common: 120, fair: 60, rare: 20 })
  const result: Resampled = await factory().fitResample(X, y)
  expect(carryAlong(result, y).codes).toEqual(result.y.codes)
  const chained = await pipeline({ steps: [factory(), factory()] }).fitResample(X, y)
  expect(carryAlong(chained, y).codes).toEqual(chained.y.codes)
})
