import { expect, test } from 'vitest'
import { labelsFromCodes, random } from '../../src/core/index.ts'
import {
  accuracyBesideMajority,
  averagePrecision,
  balancedAccuracy,
  bootstrapIntervals,
  bootstrapScores,
  brier,
  confusionMatrix,
  expectedCalibrationError,
  fBeta,
  geometricMean,
  logLoss,
  matthews,
  precision,
  recall,
  rocAuc,
  specificity,
} from '../../src/evaluation/index.ts'
import { answersAborts } from '../answers-aborts.ts'

function drawn(rowCount: number, places = 3) {
  const uniform = random(3).uniform(2 * rowCount)
  const proba = uniform.slice(0, rowCount).map((p) => Math.round(p * p * 10 ** places) / 10 ** places)
  return { proba, truth: Uint8Array.from(proba, (p, row) => (uniform[rowCount + row]! < p ? 1 : 0)) }
}

test('values equal the functions of the same names', async () => {
  for (const places of [1, 6]) {
    const { truth, proba } = drawn(400, places)
    const intervals = await bootstrapScores(truth, proba, { resamples: 50 })
    const labels = labelsFromCodes(Int32Array.from(truth), ['no', 'yes'])
    const taken = labelsFromCodes(
      Int32Array.from(proba, (p) => (p >= 0.5 ? 1 : 0)),
      ['no', 'yes'],
    )
    const confusion = confusionMatrix(labels, taken)
    const expected = {
      averagePrecision: averagePrecision(truth, proba),
      rocAuc: rocAuc(truth, proba),
      precision: precision(confusion),
      recall: recall(confusion),
      specificity: specificity(confusion),
      f1: fBeta(confusion),
      balancedAccuracy: balancedAccuracy(confusion),
      geometricMean: geometricMean(confusion),
      matthews: matthews(confusion),
      ...accuracyBesideMajority(confusion),
      logLoss: logLoss(labels, Float64Array.from([...proba].flatMap((p) => [1 - p, p]))),
      brier: brier(truth, proba),
      expectedCalibrationError: expectedCalibrationError(truth, proba),
    }
    for (const [name, value] of Object.entries(expected)) {
      expect(intervals[name as keyof typeof expected].value, name).toBeCloseTo(value, 12)
    }
  }
})

test('resamples of the fast path are those of weights', async () => {
  const { truth, proba } = drawn(300)
  const order = [...proba.keys()].sort((a, b) => proba[b]! - proba[a]! || a - b)
  const sorted = { truth: order.map((row) => truth[row]!), proba: Float64Array.from(order, (row) => proba[row]!) }
  const options = { resamples: 100, seed: 5, groups: order.map((row) => row % 60) }
  const slow = await bootstrapIntervals(300, (w) => [averagePrecision(sorted.truth, sorted.proba, w)], options)
  const fast = await bootstrapScores(truth, proba, { ...options, groups: [...proba.keys()].map((row) => row % 60) })
  expect(fast.averagePrecision.value).toBeCloseTo(slow[0]!.value, 12)
  expect(fast.averagePrecision.low).toBeCloseTo(slow[0]!.low, 12)
  expect(fast.averagePrecision.high).toBeCloseTo(slow[0]!.high, 12)
})

test('the interval of a mean is that of the normal approximation; groups widen it', async () => {
  const values = random(1).randn(2000)
  const mean = (weights: Float64Array) => {
    let sum = 0
    for (let row = 0; row < values.length; row++) sum += weights[row]! * values[row]!
    return [sum / weights.reduce((all, weight) => all + weight, 0)]
  }
  const [single] = await bootstrapIntervals(2000, mean, { resamples: 2000 })
  expect((single!.high - single!.low) * Math.sqrt(2000)).toBeGreaterThan(3.6)
  expect((single!.high - single!.low) * Math.sqrt(2000)).toBeLessThan(4.3)
  expect(single!.low < single!.value && single!.value < single!.high).toBe(true)
  expect(await bootstrapIntervals(2000, mean, { resamples: 2000 })).toEqual([single])
  expect(await bootstrapIntervals(2000, mean, { resamples: 2000, seed: 1 })).not.toEqual([single])
  const groups = Array.from(values, (value) => Math.round(value * 4))
  const [grouped] = await bootstrapIntervals(2000, mean, { groups })
  expect(grouped!.high - grouped!.low).toBeGreaterThan(2 * (single!.high - single!.low))
})

test('undefined resamples are left out, and abort is heard', async () => {
  const [rare] = await bootstrapIntervals(20, (w) => [w[0] === 0 ? Number.NaN : 1])
  expect(rare).toEqual({ value: 1, low: 1, high: 1 })
  const [none] = await bootstrapIntervals(5, () => [Number.NaN])
  expect(none).toEqual({ value: Number.NaN, low: Number.NaN, high: Number.NaN })
  const { truth, proba } = drawn(100_000, 6)
  await answersAborts([50], (signal) => bootstrapScores(truth, proba, {}, { signal }))
  await expect(bootstrapIntervals(0, () => [1])).rejects.toThrow('there are no rows')
  await expect(bootstrapIntervals(2, () => [1], { groups: [1] })).rejects.toThrow('1 groups for 2 rows')
  await expect(bootstrapScores([1], Float64Array.of(2))).rejects.toThrow('the probability of row 0 is 2')
})
