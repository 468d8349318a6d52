import { expect, test } from 'vitest'
import { labels, matrixFromRows, random, takeRows } from '../../src/core/index.ts'
import {
  adasyn,
  borderlineSmote,
  iterativePartitioningFilter,
  lee,
  polynomFitSmote,
  proWSyn,
  randomOverSampler,
  smobd,
  smote,
  svmSmoteWith,
} from '../../src/sampling/index.ts'
import { proximityLevels } from '../../src/sampling/over/proximity-levels.ts'
import { densityWeights } from '../../src/sampling/over/smobd.ts'
import recorded from '../fixtures/sampling/variants.json' with { type: 'json' }
import { congruentialData } from './congruential-data.ts'

const { X, y } = congruentialData(recorded.dataSeed, recorded.shape)
const rare = Int32Array.from(y.codes.keys()).filter((row) => y.codes[row] === 1)

function closeTo(found: Float64Array, expected: readonly number[], digits: number): void {
  expect(found.length).toBe(expected.length)
  found.forEach((value, cell) => {
    expect(value).toBeCloseTo(expected[cell]!, digits)
  })
}

test.each(['star', 'bus'] as const)('polynomFitSmote, %s: the rows of smote_variants', async (topology) => {
  const expected = recorded[topology]
  const count = rare.length + expected.length / X.columns.length
  const result = await polynomFitSmote({ topology, samplingStrategy: { 1: count } }).fitResample(X, y)
  closeTo(result.X.data.slice(X.data.length), expected, 8)
})

test('polynomFitSmote, mesh: in the middle of as many different pairs as there are new rows', async () => {
  const { provenance } = await polynomFitSmote({ topology: 'mesh' }).fitResample(X, y)
  const pairs = new Set<string>()
  for (let at = 0; at < provenance.parents.length; at += 2) pairs.add(provenance.parents.slice(at, at + 2).join())
  expect(pairs.size).toBe(provenance.count)
  expect(new Set(provenance.steps)).toEqual(new Set([0.5]))
  const few = { X: takeRows(X, [0, 1, 2, 3, ...rare.slice(0, 3)]), y: labels([0, 0, 0, 0, 1, 1, 1]) }
  const full = await polynomFitSmote({ topology: 'mesh', samplingStrategy: { 1: 10 } }).fitResample(few.X, few.y)
  expect([...full.provenance.steps!].sort()).toEqual([0.25, 1 / 3, 1 / 3, 0.5, 2 / 3, 2 / 3, 0.75].sort())
})

test('proWSyn: the levels of smote_variants, and shares that fall by exp(−theta) a level', async () => {
  expect(Array.from(await proximityLevels(X, y, 1, rare, 1, 5, {}))).toEqual(recorded.levels)
  const options = { nNeighbors: 1, theta: 0.7, samplingStrategy: { 1: rare.length + 4000 } }
  const { provenance } = await proWSyn(options).fitResample(X, y)
  const levelOf = new Map(Array.from(rare, (row, place) => [row, recorded.levels[place]!]))
  const times = new Map<number, number>()
  for (let at = 0; at < provenance.parents.length; at += 2) {
    const [first, second] = [provenance.parents[at]!, provenance.parents[at + 1]!]
    times.set(first, (times.get(first) ?? 0) + 1)
    expect(levelOf.get(second)).toBe(levelOf.get(first))
  }
  const mean = (level: number) => {
    const rows = Array.from(rare).filter((row) => levelOf.get(row) === level)
    return rows.reduce((sum, row) => sum + (times.get(row) ?? 0), 0) / rows.length
  }
  expect(mean(2) / mean(1)).toBeCloseTo(Math.exp(-0.7), 1)
  expect(mean(3) / mean(2)).toBeCloseTo(Math.exp(-0.7), 1)
})

test('smobd: the densities of smote_variants, and no row from noise', async () => {
  const own = takeRows(X, rare)
  const points = { data: own.data, rowCount: own.rowCount, columnCount: own.columns.length }
  const { weights } = await densityWeights(points, { eta1: 0.5, t: 1e9, minSamples: 5, maxEps: 1.5 }, {})
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  closeTo(
    weights.map((weight) => weight / total),
    recorded.density,
    10,
  )
  const far = matrixFromRows([...Array.from({ length: 40 }, (_, row) => [row % 7, row % 5]), [900, 900], [0, 1]])
  const names = [...Array.from({ length: 40 }, (_, row) => (row < 20 ? 'common' : 'rare')), 'rare', 'common']
  const { provenance } = await smobd({ samplingStrategy: { rare: 200 } }).fitResample(far, labels(names))
  for (let at = 0; at < provenance.parents.length; at += 2) expect(provenance.parents[at]).not.toBe(40)
})

test('lee: no new row stands where most of the rows around it are of the other class', async () => {
  const result = await lee().fitResample(X, y)
  const plain = await smote().fitResample(X, y)
  expect(worst(result.X.data.slice(X.data.length))).toBeLessThanOrEqual(2)
  expect(worst(plain.X.data.slice(X.data.length))).toBeGreaterThan(2)
  const scattered = labels(Array.from(y.codes.keys(), (row) => (row % 30 === 0 ? 1 : 0)))
  await expect(lee({ rejectionLevel: 0 }).fitResample(X, scattered)).rejects.toThrow(/^lee: of .* use `smote`\.$/)
})

/** The most rows of the other class among the five nearest of any of the new rows. */
function worst(rows: Float64Array): number {
  const width = X.columns.length
  let most = 0
  for (let start = 0; start < rows.length; start += width) {
    const distances = Array.from(y.codes.keys(), (row) => {
      let sum = 0
      for (let column = 0; column < width; column++) sum += (rows[start + column]! - X.data[row * width + column]!) ** 2
      return { sum, other: y.codes[row] === 0 }
    })
    const nearest = distances.sort((a, b) => a.sum - b.sum).slice(0, 5)
    most = Math.max(most, nearest.filter(({ other }) => other).length)
  }
  return most
}

test('iterativePartitioningFilter takes rows whose labels were turned', async () => {
  const stream = random(3)
  const values = stream.randn(1200)
  const truth = Array.from({ length: 600 }, (_, row) => (row < 300 ? 0 : 1))
  const turned = new Set(stream.fork('turned').choice(600, 30, false))
  const rows = truth.map((side, row) => [values[row * 2]! + side * 8, values[row * 2 + 1]!])
  const wrong = labels(truth.map((side, row) => (turned.has(row) ? 1 - side : side)))
  const { rows: kept } = await iterativePartitioningFilter({ samplingStrategy: 'all' }).fitResample(
    matrixFromRows(rows),
    wrong,
  )
  expect(kept.filter((row) => turned.has(row)).length).toBe(0)
  expect(kept.length).toBeGreaterThan(560)
})

test('the samplers of the border say so where there is none', async () => {
  const apart = matrixFromRows(Array.from({ length: 60 }, (_, row) => [row < 40 ? row : row + 1000, row % 7]))
  const names = labels(Array.from({ length: 60 }, (_, row) => (row < 40 ? 'common' : 'rare')))
  await expect(borderlineSmote().fitResample(apart, names)).rejects.toThrow(
    'borderlineSmote: no row of class "rare" is in danger; of its 20 rows, with 10 neighbors each, 20 lie safely in their class and 0 alone among others. Change `mNeighbors`, or use `smote`.',
  )
  await expect(adasyn().fitResample(apart, names)).rejects.toThrow(
    'adasyn: no row of class "rare" has a row of another class among its 5 nearest, so none is harder than the rest. Raise `nNeighbors`, or use `smote`.',
  )
  await expect(svmSmoteWith(() => Int32Array.of(0, 1))().fitResample(apart, names)).rejects.toThrow(
    'svmSmote: class "rare" has no support vectors to grow from: none.',
  )
  await expect(svmSmoteWith(() => Int32Array.of(60))().fitResample(apart, names)).rejects.toThrow(
    'svmSmote: a support row is 60; X has rows 0 to 59.',
  )
})

test('adasyn and svmSmote meet the count where the peer misses it', async () => {
  for (const [exactCount, met] of [
    [true, true],
    [false, false],
  ] as const) {
    const hard = await adasyn({ exactCount, samplingStrategy: { 1: 101 } }).fitResample(X, y)
    expect(hard.provenance.count === 101 - rare.length).toBe(met)
    const nearest = await svmSmoteWith(() => rare.slice(0, 1))({
      exactCount,
      samplingStrategy: { 1: 100 },
    }).fitResample(X, y)
    expect(nearest.provenance.count === 100 - rare.length).toBe(met)
  }
})

test('randomOverSampler wants a shrinkage for each class that grows, and numbers to move', async () => {
  await expect(randomOverSampler({ shrinkage: { 0: 1 } }).fitResample(X, y)).rejects.toThrow(
    'randomOverSampler: `shrinkage` has no number for class "1", which grows. Add it; 0 moves nothing.',
  )
  const none = await randomOverSampler({ shrinkage: { 1: 0 } }).fitResample(X, y)
  expect(none.X.data).toEqual(takeRows(X, [...y.codes.keys(), ...none.provenance.parents]).data)
})
