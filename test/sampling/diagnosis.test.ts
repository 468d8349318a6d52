import { expect, test } from 'vitest'
import { DataError, labels, matrix, matrixFromRows, OptionError } from '../../src/core/index.ts'
import {
  diagnoseResampling,
  type Resampled,
  randomOverSampler,
  randomUnderSampler,
  smote,
} from '../../src/sampling/index.ts'
import { sampleData } from './sample-data.ts'

/** Rare rows at 0, 1, 2 and 3 on a line, common ones at 10 to 15. */
const rare = [0, 1, 2, 3]
const common = [10, 11, 12, 13, 14, 15]
const X = matrixFromRows([...rare, ...common].map((x) => [x, 2 * x]))
const y = labels([...rare.map(() => 'rare'), ...common.map(() => 'common')])

/** The data with some made rows of the rare class, each between parents 0 and 3. */
function grown(made: readonly (readonly [number, number])[]): Resampled {
  const rows = Int32Array.from([...Array(10).keys(), ...made.map(() => -1)])
  return {
    X: matrixFromRows([...[...rare, ...common].map((x) => [x, 2 * x]), ...made]),
    y: labels([...rare.map(() => 'rare'), ...common.map(() => 'common'), ...made.map(() => 'rare')]),
    rows,
    provenance: {
      method: 'hand',
      seed: 0,
      count: made.length,
      parentsPerRow: 2,
      parents: Int32Array.from(made.flatMap(() => [0, 3])),
    },
  }
}
const unit = Math.sqrt(5)

test('known rows give known answers', async () => {
  const result = grown([
    [0.5, 1],
    [2, 4],
    [0.5, 1],
    [12.25, 24.5],
  ])
  const found = await diagnoseResampling({ X, y }, result, {
    kNeighbors: 3,
    test: matrixFromRows([
      [0.5, 1],
      [12.25, 24.51],
      [0, 0],
    ]),
  })
  expect(found).toMatchObject({ method: 'hand', synthetic: 4, kNeighbors: 3 })
  expect(found.classes.map((one) => one.class)).toEqual(['rare'])
  const [one] = found.classes
  expect(one).toMatchObject({
    before: 4,
    after: 8,
    synthetic: 4,
    repeated: 0,
    copiesOfOriginals: 1,
    copiesOfSynthetic: 1,
  })
  expect(one!.toParent!.min).toBeCloseTo(0.5 * unit, 12)
  expect(one!.toParent!.median).toBeCloseTo(0.75 * unit, 12)
  expect(one!.toParent!.max).toBeCloseTo(9.25 * unit, 12)
  expect(one!.toOtherClass!.min).toBeCloseTo(0.25 * unit, 12)
  expect(one!.toOtherClass!.max).toBeCloseTo(9.5 * unit, 12)
  expect(one!.amongOriginals).toEqual({ min: unit, lower: unit, median: unit, upper: unit, max: unit })
  expect(one!.inOtherTerritory).toBe(0.25)
  expect(one!.originalsInOtherTerritory).toBe(0)
  expect(one!.outliers).toBe(0.25)
  expect(one!.test).toMatchObject({ exact: 2, near: 3, originalsExact: 1 })
  const before = { mean: 1.5, deviation: Math.sqrt(1.25) }
  const after = (6 + 0.5 + 2 + 0.5 + 12.25) / 8
  expect(one!.columns[0]).toMatchObject({ column: 'x0', meanBefore: 1.5, meanAfter: after })
  expect(one!.columns[0]!.shift).toBeCloseTo((after - before.mean) / before.deviation, 12)
  expect(one!.columns[0]!.deviationBefore).toBeCloseTo(before.deviation, 12)
  expect(one!.correlationDrift).toBeCloseTo(0, 12)
  expect(JSON.parse(JSON.stringify(found))).toEqual(JSON.parse(JSON.stringify(found)))
  expect(JSON.stringify(found)).not.toContain('null')
})

test('a correlation that turns round drifts by two', async () => {
  const line = matrixFromRows([
    [0, 0],
    [1, 1],
    [5, 0],
    [6, 2],
  ])
  const names = labels(['a', 'a', 'b', 'b'])
  const turned: Resampled = {
    X: matrixFromRows([
      [5, 0],
      [6, 2],
      [0, 0],
      [1, 1],
      [-100, 100],
      [100, -100],
    ]),
    y: labels(['b', 'b', 'a', 'a', 'a', 'a']),
    rows: Int32Array.of(2, 3, 0, 1, -1, -1),
    provenance: { method: 'hand', seed: 0, count: 2, parentsPerRow: 1, parents: Int32Array.of(0, 1) },
  }
  const { classes } = await diagnoseResampling({ X: line, y: names }, turned)
  expect(classes.map((one) => one.class)).toEqual(['a'])
  expect(classes[0]!.correlationDrift).toBeGreaterThan(1.99)
  expect(classes[0]!.outliers).toBe(1)
  expect(classes[0]!.test).toBeUndefined()
})

test('samplers that take and repeat rows: counts, repeats, no synthetic rows', async () => {
  const data = sampleData('numbers', { common: 60, rare: 15 })
  const over = await diagnoseResampling(data, await randomOverSampler().fitResample(data.X, data.y))
  expect(over.classes).toHaveLength(1)
  expect(over.classes[0]).toMatchObject({
    class: 'rare',
    before: 15,
    after: 60,
    synthetic: 0,
    repeated: 45,
    inOtherTerritory: 0,
  })
  expect(over.classes[0]!.toParent).toBeUndefined()
  const under = await diagnoseResampling(data, await randomUnderSampler().fitResample(data.X, data.y))
  expect(under.classes[0]).toMatchObject({ amongOriginals: undefined, originalsInOtherTerritory: undefined })
  expect(under.classes[0]!.columns.some(({ shift }) => shift !== 0)).toBe(true)
  expect(under.classes.map((one) => [one.class, one.before, one.after, one.repeated])).toEqual([['common', 60, 15, 0]])
})

test('SMOTE stays within reach of its parents, and options change what counts', async () => {
  const data = sampleData('numbers', { common: 200, fair: 60, rare: 30 })
  const result = await smote().fitResample(data.X, data.y)
  const found = await diagnoseResampling(data, result, { test: data.X })
  expect(found.classes.map((one) => one.class)).toEqual(['fair', 'rare'])
  for (const one of found.classes) {
    expect(one.synthetic).toBe(200 - one.before)
    expect(one.outliers).toBeLessThan(0.05)
    expect(one.toParent!.max).toBeLessThan(one.amongOriginals!.max * 6)
    expect(one.test!.originalsExact).toBe(one.before)
    expect(one.inOtherTerritory).toBeGreaterThan(0)
  }
  const strict = await diagnoseResampling(data, result, { outlierQuantile: 0.01 })
  expect(strict.classes[0]!.outliers).toBeGreaterThan(found.classes[0]!.outliers)
})

test('refuses what does not fit', async () => {
  const result = grown([[0.5, 1]])
  await expect(diagnoseResampling({ X, y }, result, { kNeighbors: 0 })).rejects.toThrow(OptionError)
  await expect(diagnoseResampling({ X, y }, result, { test: matrix(new Float64Array(3), 3) })).rejects.toThrow(
    /3 columns/,
  )
  await expect(diagnoseResampling({ X, y }, { ...result, rows: result.rows.map(() => 99) })).rejects.toThrow(
    /more than the 10 rows/,
  )
  const holed = matrix(
    X.data.map((value, cell) => (cell === 3 ? Number.NaN : value)),
    2,
  )
  await expect(diagnoseResampling({ X: holed, y }, result)).rejects.toThrow(DataError)
  await expect(diagnoseResampling({ X, y }, result, {}, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i)
})
