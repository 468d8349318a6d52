import { describe, expect, test } from 'vitest'
import { labels, type Matrix, matrix, matrixFromRows, numpyRandom, random } from '../../src/core/index.ts'
import { histGradientBoosting } from '../../src/models/index.ts'
import {
  instanceHardnessThreshold,
  lee,
  polynomFitSmote,
  proWSyn,
  type SamplerFactory,
  samplers,
  smobd,
  smote,
  smoten,
  svmSmoteWith,
} from '../../src/sampling/index.ts'
import recorded from '../fixtures/sampling/missing-samplers.json' with { type: 'json' }
import { sampleData } from './sample-data.ts'

const nothing = (rows: (number | null)[][]) => rows.map((row) => row.map((value) => value ?? Number.NaN))

/** All cells of the second column, or none, are taken away. */
function withoutSecond(X: Matrix<never>, every: boolean) {
  return matrix(
    X.data.map((value, cell) => (every && cell % X.columns.length === 1 ? Number.NaN : value)),
    X.columns,
  )
}

describe.each(recorded.cases.map((one, at) => ({ ...one, at })))('case $at: $sampler $options', (recordedCase) => {
  const { shape, sampler, options } = recordedCase
  const X = matrixFromRows(nothing(recorded.data[shape]!.X))
  const y = labels(recorded.data[shape]!.y)
  const factory = samplers[sampler as 'adasyn']
  const seeded = 'seed' in factory.optionsSchema.shape
  const made = factory({ ...options, ...(seeded ? { random: numpyRandom(3) } : {}) })

  test('neighbors are those of nan_euclidean', async () => {
    const result = await made.fitResample(X, y)
    if (recordedCase.rows) {
      expect(Array.from(result.rows)).toEqual(recordedCase.rows)
      return
    }
    const wanted = nothing(recordedCase.made!)
    const width = X.columns.length
    expect(result.provenance.count).toBe(wanted.length)
    expect(Array.from(result.y.codes.subarray(X.rowCount))).toEqual(recordedCase.y)
    const { parents } = result.provenance
    wanted.forEach((row, entry) => {
      row.forEach((value, column) => {
        const [a, b] = [parents[entry * 2]!, parents[entry * 2 + 1]!].map((parent) => X.data[parent * width + column]!)
        const found = result.X.data[(X.rowCount + entry) * width + column]!
        // Where the peer has a hole, one parent or both have one.
        if (!Number.isNaN(value)) expect(found).toBe(value)
        else expect(found).toBe(Number.isNaN(a) ? b : a)
      })
    })
  })
})

test('the samplers that refuse missing cells are those that measure by more than distances', () => {
  const all = Object.entries(samplers) as unknown as [string, SamplerFactory][]
  const refusing = all.filter(([, { reads, accepts }]) => reads !== 'labels' && !accepts.includes('missing'))
  expect(refusing.map(([name]) => name).sort()).toEqual([
    // Their centers are means over whole rows.
    'clusterCentroids',
    // The forest, the trees and the support vector machine take none.
    'instanceHardnessThreshold',
    'iterativePartitioningFilter',
    'kMeansSmote',
    'smoteIpf',
    'svmSmote',
  ])
})

describe('a column that is missing everywhere leaves the neighbors as they are without it', () => {
  const { X, y } = sampleData('numbers', { common: 120, rare: 30 })
  const hollow = withoutSecond(X, true)
  const width = X.columns.length
  const rest = matrix(
    X.data.filter((_, cell) => cell % width !== 1),
    width - 1,
  )
  test.each([
    ['smote', smote()],
    ['proWSyn', proWSyn()],
    ['lee', lee({ rejectionLevel: 0.8 })],
    ['smobd', smobd()],
    ['polynomFitSmote', polynomFitSmote()],
    ['polynomFitSmote bus', polynomFitSmote({ topology: 'bus' })],
    ['svmSmoteWith', svmSmoteWith(() => Int32Array.from(y.codes.keys()).filter((row) => y.codes[row] === 1))()],
    ['borderlineSmote', samplers.borderlineSmote()],
    ['adasyn', samplers.adasyn()],
    ['nearMiss', samplers.nearMiss({ version: 2 })],
    ['oneSidedSelection', samplers.oneSidedSelection({ nNeighbors: 3, nSeedsS: 4 })],
    ['condensedNearestNeighbour', samplers.condensedNearestNeighbour()],
  ] as const)('%s', async (_, sampler) => {
    const expected = await sampler.fitResample(rest, y)
    const found = await sampler.fitResample(hollow, y)
    expect(found.rows).toEqual(expected.rows)
    expect(found.provenance.parents).toEqual(expected.provenance.parents)
    expect(found.X.data.filter((_, cell) => cell % width !== 1)).toEqual(expected.X.data)
    expect(found.X.data.filter((_, cell) => cell % width === 1).every(Number.isNaN)).toBe(true)
  })
})

test('SMOTEN leaves missing levels out of distance and vote', async () => {
  const columns = [
    { name: 'a', kind: 'category', categories: ['p', 'q', 'r'] },
    { name: 'b', kind: 'category', categories: ['s', 't', 'u'] },
  ] as const
  const rare = Array.from({ length: 8 }, (_, row) => [row % 2 === 0 ? 0 : Number.NaN, 1])
  const common = Array.from({ length: 30 }, (_, row) => [1 + (row % 2), row % 3 === 0 ? 0 : 2])
  const y = labels([...rare.map(() => 'rare'), ...common.map(() => 'common')])
  const { X, provenance } = await smoten({ kNeighbors: 3 }).fitResample(
    matrixFromRows([...rare, ...common], columns),
    y,
  )
  expect(provenance.count).toBe(22)
  for (let row = 38; row < X.rowCount; row++) expect([X.data[row * 2], X.data[row * 2 + 1]]).toEqual([0, 1])
  const none = matrixFromRows([...rare.map(([, b]) => [Number.NaN, b!]), ...common], columns)
  const grown = await smoten({ kNeighbors: 3 }).fitResample(none, y)
  for (let row = 38; row < X.rowCount; row++) expect(grown.X.data[row * 2]).toBe(Number.NaN)
})

test('SMOTEN among rows with holes takes the rows that agree in the columns that both have', async () => {
  const columns = Array.from({ length: 3 }, (_, column) => ({
    name: `x${column}`,
    kind: 'category' as const,
    categories: ['a', 'b', 'c'],
  }))
  // Row 0 agrees with row 2 in its two columns; row 1 differs in one of three; row 3 in both of two.
  const rare = [
    [0, 0, 0],
    [0, 0, 1],
    [0, Number.NaN, 0],
    [1, 1, Number.NaN],
  ]
  const common = Array.from({ length: 12 }, (_, row) => [2, row % 2 === 0 ? 1 : 2, 1])
  const y = labels([...rare.map(() => 'rare'), ...common.map(() => 'common')])
  const X = matrixFromRows([...rare, ...common], columns)
  const { provenance } = await smoten({ kNeighbors: 1 }).fitResample(X, y)
  const partner = new Map<number, number>()
  for (let at = 0; at < provenance.parents.length; at += 2)
    partner.set(provenance.parents[at]!, provenance.parents[at + 1]!)
  expect(partner.get(0)).toBe(2)
  expect(partner.get(2)).toBe(0)
})

test('the hardness of rows with holes is asked of a classifier that takes them', async () => {
  const { X, y } = sampleData('numbers', { common: 90, rare: 30 })
  const holed = matrix(
    X.data.map((value, cell) => (cell % 7 === 3 ? Number.NaN : value)),
    X.columns,
  )
  const estimator = histGradientBoosting({ maxIter: 5 })
  const { rows } = await instanceHardnessThreshold({ estimator, exactCount: true }).fitResample(holed, y)
  expect(rows.length).toBe(60)
  await expect(instanceHardnessThreshold().fitResample(holed, y)).rejects.toThrow(/is missing/)
})

test('a class of which a row has nothing in common with the others still grows by smobd', async () => {
  const stream = random(4)
  const cells = stream.randn(40 * 2)
  cells[1] = Number.NaN
  for (let row = 1; row < 10; row++) cells[row * 2] = Number.NaN
  const y = labels(Array.from({ length: 40 }, (_, row) => (row < 10 ? 'rare' : 'common')))
  const { X, provenance } = await smobd().fitResample(matrix(cells, 2), y)
  expect(provenance.count).toBe(20)
  expect(provenance.parents.includes(0)).toBe(false)
  expect(
    X.data
      .subarray(80)
      .filter((_, cell) => cell % 2 === 1)
      .some(Number.isNaN),
  ).toBe(false)
})
