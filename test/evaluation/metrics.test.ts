import fc from 'fast-check'
import { expect, test } from 'vitest'
import { labelsFromCodes } from '../../src/core/index.ts'
import {
  averagePrecision,
  balancedAccuracy,
  brier,
  classReport,
  cohenKappa,
  confusionMatrix,
  logLoss,
  matthews,
  precision,
  rocAuc,
} from '../../src/evaluation/index.ts'

const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })), { minLength: 1 })
const scored = fc.array(fc.tuple(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 9 })), { minLength: 2 })
const classes = ['a', 'b', 'c', 'd']

function judged(rows: [number, number][]) {
  const truth = labelsFromCodes(
    Int32Array.from(rows, ([truth]) => truth),
    classes,
  )
  return confusionMatrix(
    truth,
    labelsFromCodes(
      Int32Array.from(rows, ([, predicted]) => predicted),
      classes,
    ),
  )
}

function same(actual: number, expected: number) {
  if (Number.isNaN(expected)) expect(actual).toBeNaN()
  else expect(actual).toBeCloseTo(expected, 12)
}

test('figures of decisions keep their bounds and do not depend on the order of rows', () => {
  fc.assert(
    fc.property(pairs, (rows) => {
      const confusion = judged(rows)
      expect(judged([...rows].reverse()).counts).toEqual(confusion.counts)
      const { perClass, macro, weighted, micro } = classReport(confusion)
      for (const figures of [...perClass, macro, weighted, micro]) {
        for (const value of [figures.precision, figures.recall, figures.specificity, figures.f1]) {
          expect(value >= 0 && value <= 1 + 1e-12).toBe(true)
        }
      }
      expect(perClass.reduce((sum, own) => sum + own.support, 0)).toBe(rows.length)
      expect(micro.precision).toBe(micro.recall)
      expect(Math.abs(matthews(confusion))).toBeLessThanOrEqual(1 + 1e-12)
      const kappa = cohenKappa(confusion)
      expect(Number.isNaN(kappa) || kappa <= 1).toBe(true)
      expect(balancedAccuracy(confusion)).toBeLessThanOrEqual(1)
    }),
  )
})

test('a weight of two is a row twice, and order does not matter', () => {
  fc.assert(
    fc.property(scored, (rows) => {
      const truth = rows.map(([one]) => one)
      const scores = Float64Array.from(rows, ([, score]) => score / 9)
      const twice = rows.flatMap((row, at) => (at % 2 ? [row, row] : [row])).reverse()
      const weights = Float64Array.from(rows, (_, at) => 1 + (at % 2))
      for (const metric of [averagePrecision, rocAuc, brier]) {
        const value = metric(truth, scores, weights)
        same(
          metric(
            twice.map(([one]) => one),
            Float64Array.from(twice, ([, score]) => score / 9),
          ),
          value,
        )
        expect(Number.isNaN(value) || (value >= 0 && value <= 1 + 1e-12)).toBe(true)
      }
    }),
  )
})

test('a ROC area counts the pairs that are in order', () => {
  fc.assert(
    fc.property(scored, (rows) => {
      const positives = rows.filter(([one]) => one === 1)
      const negatives = rows.filter(([one]) => one === 0)
      let wins = 0
      for (const [, high] of positives) for (const [, low] of negatives) wins += high > low ? 1 : high === low ? 0.5 : 0
      const area = rocAuc(
        rows.map(([one]) => one),
        Float64Array.from(rows, ([, score]) => score),
      )
      same(area, wins / (positives.length * negatives.length))
    }),
  )
})

test('bad input is refused in one sentence with its remedy', () => {
  const scores = Float64Array.of(0.1, 0.9)
  const two = labelsFromCodes(Int32Array.of(0, 1), ['no', 'yes'])
  expect(() => averagePrecision([0], scores)).toThrow('1 true classes and 2 scores. Give one score for each row.')
  expect(() => rocAuc([0, 1], Float64Array.of(0.5, Number.NaN))).toThrow('the score of row 1 is NaN. Drop the row')
  expect(() => rocAuc([0, 2], scores)).toThrow('the true class of row 1 is 2. Code it as 1')
  expect(() => brier([0, 1], Float64Array.of(0.5, 1.5))).toThrow('the probability of row 1 is 1.5')
  expect(() => brier([0, 1], scores, Float64Array.of(1, -1))).toThrow('the weight of row 1 is -1')
  expect(() => brier([0, 1], scores, Float64Array.of(0, 0))).toThrow('all weights are 0')
  expect(() => brier([0, 1], scores, Float64Array.of(1))).toThrow('1 weights for 2 rows')
  expect(() => averagePrecision([], new Float64Array(0))).toThrow('there are no rows')
  expect(() => logLoss(two, Float64Array.of(0.5, 0.4, 1, 0))).toThrow('the probabilities of row 0 sum to 0.9')
  expect(() => logLoss(two, scores)).toThrow('2 probabilities for 2 rows and 2 classes')
  expect(() => confusionMatrix(two, labelsFromCodes(Int32Array.of(0), ['no', 'yes']))).toThrow(
    'one prediction for each',
  )
  expect(() => confusionMatrix(two, labelsFromCodes(Int32Array.of(0, 1), ['no', 'y']))).toThrow('different classes')
  expect(() => precision(judged([[0, 1]]), { average: 'binary' })).toThrow('needs two classes; there are 4')
  expect(() => precision(two, two, { positive: 'maybe' })).toThrow('no class "maybe"; there are no, yes')
})
