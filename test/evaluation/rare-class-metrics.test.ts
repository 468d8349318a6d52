import { describe, expect, it } from 'vitest'
import { DataError, labelsFromCodes, OptionError } from '../../src/core/index.ts'
import {
  averagedIndexBalancedAccuracy,
  chiSquareTail,
  confusionMatrix,
  detCurve,
  gainCurve,
  imbalancedReport,
  indexBalancedAccuracy,
  likelihoodRatios,
  macroMeanAbsoluteError,
  mcnemar,
  pairedBootstrap,
  precisionAtK,
  recallAtK,
} from '../../src/evaluation/index.ts'
import recorded from '../fixtures/evaluation/rare-class-metrics.json' with { type: 'json' }

const coded = (codes: readonly number[], size: number) =>
  labelsFromCodes(Int32Array.from(codes), [...Array(size).keys()])

function expectClose(actual: ArrayLike<number>, expected: readonly (number | string)[]) {
  expect(actual.length).toBe(expected.length)
  expected.forEach((value, at) => {
    if (typeof value === 'string') expect(String(actual[at]).toLowerCase()).toBe(value === 'inf' ? 'infinity' : value)
    else expect(actual[at]).toBeCloseTo(value, 10)
  })
}

it("figures of rare classes equal imbalanced-learn's and scikit-learn's", () => {
  for (const one of recorded.decisions) {
    const truth = coded(one.truth, one.classes)
    const confusion = confusionMatrix(truth, coded(one.predicted, one.classes))
    for (const score of ['geometricMean', 'recall', 'specificity'] as const) {
      expectClose(indexBalancedAccuracy(confusion, { score, alpha: 0.3, squared: one.squared }), one.iba[score])
    }
    for (const [how, expected] of Object.entries(one.averagedIba)) {
      const [score, average] = how.split(' ') as ['geometricMean', 'macro']
      const found = averagedIndexBalancedAccuracy(confusion, { score, average, alpha: 0.3, squared: one.squared })
      expect(found, how).toBeCloseTo(expected, 10)
    }
    const { perClass, average } = imbalancedReport(confusion)
    for (const [code, { name, ...figures }] of perClass.entries()) {
      expect(name).toBe(code)
      expectClose(Object.values(figures), one.report[code]!)
    }
    expectClose(Object.values(average).slice(0, -1), one.average)
    expect(macroMeanAbsoluteError(confusion)).toBeCloseTo(one.macroMeanAbsoluteError, 12)
    if (one.likelihoodRatios) {
      const { positive, negative } = likelihoodRatios(confusion)
      expectClose([positive, negative], one.likelihoodRatios)
    }
  }
})

it("prints the rows of imbalanced-learn's documentation", () => {
  const confusion = confusionMatrix(coded([0, 1, 2, 2, 2], 3), coded([0, 0, 2, 2, 1], 3))
  const { perClass, average } = imbalancedReport(confusion)
  const rounded = [...perClass, { name: 'avg', ...average }].map(({ name, ...own }) =>
    Object.values(own)
      .map((value) => value.toFixed(2))
      .join(' '),
  )
  expect(rounded).toEqual([
    '0.50 1.00 0.75 0.67 0.87 0.77 1.00',
    '0.00 0.00 0.75 0.00 0.00 0.00 1.00',
    '1.00 0.67 1.00 0.80 0.82 0.64 3.00',
    '0.70 0.60 0.90 0.61 0.66 0.54 5.00',
  ])
  expect(indexBalancedAccuracy(confusionMatrix(coded([1, 0, 0, 1, 0, 1], 2), coded([0, 0, 1, 1, 0, 1], 2)))).toEqual([
    expect.closeTo(0.444, 3),
    expect.closeTo(0.444, 3),
  ])
  const grades = (values: readonly number[]) =>
    labelsFromCodes(
      Int32Array.from(values, (value) => value - 1),
      [1, 2],
    )
  expect(macroMeanAbsoluteError(grades([1, 1, 2, 2]), grades([1, 2, 1, 2]))).toBe(0.5)
  expect(macroMeanAbsoluteError(grades([1, 2, 2, 2]), grades([1, 2, 1, 2]))).toBeCloseTo(1 / 6, 12)
})

describe('curves and ranks', () => {
  it("detCurve equals scikit-learn's", () => {
    for (const one of recorded.scores) {
      const weights = one.weights ? Float64Array.from(one.weights) : undefined
      const curve = detCurve(one.truth, Float64Array.from(one.scores), weights)
      expectClose(curve.falsePositiveRate, one.det[0]!)
      expectClose(curve.falseNegativeRate, one.det[1]!)
      expectClose(curve.thresholds, one.det[2]!)
    }
  })

  it('gain, lift and precision at k count ties in proportion', () => {
    const truth = [1, 0, 1, 0, 0, 0, 0, 1]
    const scores = Float64Array.of(0.9, 0.8, 0.8, 0.8, 0.3, 0.2, 0.1, 0.05)
    const { alerted, found, lift, thresholds } = gainCurve(truth, scores)
    expect(Array.from(thresholds.subarray(0, 3))).toEqual([Infinity, 0.9, 0.8])
    expectClose(alerted.subarray(0, 3), [0, 1 / 8, 4 / 8])
    expectClose(found.subarray(0, 3), [0, 1 / 3, 2 / 3])
    expectClose(lift.subarray(0, 3), [8 / 3, 8 / 3, 4 / 3])
    expect(precisionAtK(truth, scores, 1)).toBe(1)
    expect(precisionAtK(truth, scores, 3)).toBeCloseTo((1 + 2 / 3) / 3, 12)
    expect(recallAtK(truth, scores, 4)).toBeCloseTo(2 / 3, 12)
    expect(() => precisionAtK(truth, scores, 9)).toThrow(OptionError)
    expect(recallAtK([0, 0], Float64Array.of(1, 2), 1)).toBeNaN()
  })
})

describe('two models on the same rows', () => {
  it("mcnemar equals scipy's binomial and chi-square", () => {
    for (const { onlyFirst, onlySecond, exact, chi, tails } of recorded.pairs) {
      const rows = onlyFirst + onlySecond + 5
      const truth = coded(Array(rows).fill(1), 2)
      const first = coded(
        Array.from({ length: rows }, (_, row) => (row < onlySecond ? 0 : 1)),
        2,
      )
      const second = coded(
        Array.from({ length: rows }, (_, row) => (row >= onlySecond && row < onlySecond + onlyFirst ? 0 : 1)),
        2,
      )
      const result = mcnemar(truth, first, second)
      expect([result.onlyFirst, result.onlySecond]).toEqual([onlyFirst, onlySecond])
      expect(result.pValue).toBeCloseTo(exact, 10)
      expect(mcnemar(truth, first, second, { exact: false }).pValue).toBeCloseTo(chi, 10)
      for (const [x, degrees, tail] of tails) expect(chiSquareTail(x!, degrees!)).toBeCloseTo(tail!, 11)
    }
    expect(() => mcnemar(coded([0, 1], 2), coded([0], 2), coded([0, 1], 2))).toThrow(DataError)
  })

  it('pairedBootstrap cancels what both find hard', async () => {
    const hits = (offset: number) => (multiplicities: Float64Array) => {
      let sum = 0
      for (let row = 0; row < multiplicities.length; row++)
        sum += multiplicities[row]! * ((row * 7919) % 100 < 50 + offset ? 1 : 0)
      return [sum / multiplicities.length]
    }
    const [same] = await pairedBootstrap(400, hits(0), hits(0))
    expect(same).toEqual({ value: 0, low: 0, high: 0 })
    const [better] = await pairedBootstrap(400, hits(8), hits(0))
    expect(better!.value).toBeCloseTo(0.08, 12)
    expect(better!.low).toBeGreaterThan(0.04)
    expect(better!.high).toBeLessThan(0.12)
    await expect(
      pairedBootstrap(
        3,
        () => [1],
        () => [1, 2],
      ),
    ).rejects.toThrow(DataError)
  })
})
