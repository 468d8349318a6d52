import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Labels, labels, labelsFromCodes } from '../../src/core/index.ts'
import {
  accuracyBesideMajority,
  averagedIndexBalancedAccuracy,
  averagePrecision,
  balancedAccuracy,
  brier,
  classReport,
  cohenKappa,
  confusionMatrix,
  expectedCalibrationError,
  fBeta,
  geometricMean,
  logLoss,
  macroMeanAbsoluteError,
  matthews,
  precision,
  precisionRecallCurve,
  recall,
  reliabilityCurve,
  rocAuc,
  rocCurve,
  specificity,
} from '../../src/evaluation/index.ts'

type Plain = number | string
interface Averages {
  precision: number
  recall: number
  fBeta2: number
  f1: number
  specificity: number
  geometricMean: number
}
interface DecisionCase {
  classes: number
  truth: number[]
  predicted: number[]
  weights: number[] | null
  confusion: number[]
  balancedAccuracy: Plain
  matthews: Plain
  cohenKappa: Plain
  accuracy: Plain
  macro: Averages
  weighted: Averages
  micro: Averages
  geometricMean: Plain
  geometricMeanCorrected: Plain
}
interface ScoreCase {
  truth: number[]
  proba: number[]
  weights: number[] | null
  averagePrecision: Plain
  rocAuc: Plain
  brier: Plain
  logLoss: Plain
  precisionRecall: [Plain[], Plain[], Plain[]]
  roc: [Plain[], Plain[], Plain[]]
  bins: number
  uniform: [number[], number[]]
  quantile: [number[], number[]]
}

function recorded<T>(name: string): T[] {
  const file = new URL(`../fixtures/evaluation/${name}.json`, import.meta.url)
  return JSON.parse(readFileSync(file, 'utf8')).cases
}
function coded(codes: number[], classes: number): Labels {
  return labelsFromCodes(Int32Array.from(codes), [...Array(classes).keys()])
}
function near(actual: number, expected: Plain, tolerance = 1e-12) {
  const wanted = expected === 'nan' ? Number.NaN : expected === 'inf' ? Number.POSITIVE_INFINITY : Number(expected)
  if (Number.isFinite(wanted)) expect(Math.abs(actual - wanted), `${actual} for ${wanted}`).toBeLessThan(tolerance)
  else expect(actual).toBe(wanted)
}
function allNear(actual: Float64Array, expected: Plain[]) {
  expect(actual.length).toBe(expected.length)
  for (const [at, value] of expected.entries()) near(actual[at]!, value)
}

test('decisions are judged as by scikit-learn and imbalanced-learn', () => {
  const cases = recorded<DecisionCase>('decisions')
  expect(cases.length).toBeGreaterThanOrEqual(100)
  for (const one of cases) {
    const weights = one.weights ? Float64Array.from(one.weights) : undefined
    const truth = coded(one.truth, one.classes)
    const predicted = coded(one.predicted, one.classes)
    const confusion = confusionMatrix(truth, predicted, weights)
    allNear(confusion.counts, one.confusion)
    near(balancedAccuracy(confusion), one.balancedAccuracy)
    near(matthews(confusion), one.matthews, 1e-10)
    near(cohenKappa(truth, predicted, weights), one.cohenKappa)
    near(accuracyBesideMajority(confusion).accuracy, one.accuracy)
    near(geometricMean(confusion), one.geometricMean)
    near(geometricMean(confusion, { correction: 0.001 }), one.geometricMeanCorrected)
    const report = classReport(confusion)
    for (const average of ['macro', 'weighted', 'micro'] as const) {
      const wanted = one[average]
      near(precision(confusion, { average }), wanted.precision)
      near(recall(confusion, { average }), wanted.recall)
      near(fBeta(confusion, { average, beta: 2 }), wanted.fBeta2)
      near(specificity(confusion, { average }), wanted.specificity)
      near(geometricMean(confusion, { average }), wanted.geometricMean)
      near(report[average].f1, wanted.f1)
      near(report[average].specificity, wanted.specificity)
    }
  }
})

test('scores are judged and drawn as by scikit-learn', () => {
  const cases = recorded<ScoreCase>('scores')
  expect(cases.length).toBeGreaterThanOrEqual(100)
  for (const one of cases) {
    const weights = one.weights ? Float64Array.from(one.weights) : undefined
    const proba = Float64Array.from(one.proba)
    near(averagePrecision(one.truth, proba, weights), one.averagePrecision)
    near(rocAuc(one.truth, proba, weights), one.rocAuc)
    near(brier(one.truth, proba, weights), one.brier)
    const rows = Float64Array.from(one.proba.flatMap((p) => [1 - p, p]))
    near(logLoss(coded(one.truth, 2), rows, weights), one.logLoss)
    near(brier(coded(one.truth, 2), rows, weights), one.brier)
    const curve = precisionRecallCurve(one.truth, proba, weights)
    allNear(curve.precision, one.precisionRecall[0])
    allNear(curve.recall, one.precisionRecall[1])
    allNear(curve.thresholds, one.precisionRecall[2])
    const roc = rocCurve(one.truth, proba, weights)
    allNear(roc.falsePositiveRate, one.roc[0])
    allNear(roc.truePositiveRate, one.roc[1])
    allNear(roc.thresholds, one.roc[2])
    for (const strategy of ['uniform', 'quantile'] as const) {
      const reliability = reliabilityCurve(one.truth, proba, { bins: one.bins, strategy })
      allNear(reliability.fractionPositive, one[strategy][0])
      allNear(reliability.meanPredicted, one[strategy][1])
      const gaps = reliability.count.map(
        (count, bin) => count * Math.abs(one[strategy][0][bin]! - one[strategy][1][bin]!),
      )
      near(
        expectedCalibrationError(one.truth, proba, { bins: one.bins, strategy }),
        gaps.reduce((sum, gap) => sum + gap, 0) / proba.length,
      )
    }
  }
})

test('probabilities of several classes are judged as by scikit-learn', () => {
  type Case = { classes: number; truth: number[]; proba: number[]; logLoss: Plain; brier: Plain }
  for (const one of recorded<Case>('probabilities')) {
    near(logLoss(coded(one.truth, one.classes), Float64Array.from(one.proba)), one.logLoss)
    near(brier(coded(one.truth, one.classes), Float64Array.from(one.proba)), one.brier)
  }
})

describe('reference numbers', () => {
  test("imbalanced-learn's examples", () => {
    const confusion = confusionMatrix(coded([0, 1, 2, 2, 2], 3), coded([0, 0, 2, 2, 1], 3))
    const { perClass, weighted } = classReport(confusion)
    const rows = perClass.map((own) => [own.precision, own.recall, own.specificity, own.f1, own.support])
    expect(rows.map((row) => row.map((value) => Number(value.toFixed(2))))).toEqual([
      [0.5, 1, 0.75, 0.67, 1],
      [0, 0, 0.75, 0, 1],
      [1, 0.67, 1, 0.8, 3],
    ])
    near(weighted.precision, 0.7)
    near(weighted.recall, 0.6)
    near(weighted.specificity, 0.9)
    near(weighted.f1, 0.61, 0.005)
    const mean = confusionMatrix(coded([0, 1, 2, 0, 1, 2], 3), coded([0, 2, 1, 0, 0, 1], 3))
    expect(geometricMean(mean)).toBe(0)
    near(geometricMean(mean, { correction: 0.001 }), 0.01)
    for (const average of ['macro', 'micro', 'weighted'] as const) near(geometricMean(mean, { average }), 0.471, 5e-4)
    for (const [positive, own] of [0.866, 0, 0].entries()) {
      near(geometricMean(mean, { average: 'binary', positive }), own, 5e-4)
    }
    expect(classReport(mean).perClass.map((own) => own.specificity)).toEqual([0.75, 0.5, 0.75])
    const specificities = classReport(confusion).perClass.map((own) => own.specificity)
    expect(specificities).toEqual([0.75, 0.75, 1])
  })

  test('twenty rows', () => {
    const truth = [0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0]
    const scores = Float64Array.of(
      ...[0.1, 0.2, 0.15, 0.3, 0.05, 0.4, 0.35, 0.8, 0.55, 0.45],
      ...[0.12, 0.22, 0.9, 0.33, 0.6, 0.38, 0.02, 0.18, 0.27, 0.5],
    )
    near(averagePrecision(truth, scores), 0.75)
    near(rocAuc(truth, scores), 0.890625)
    near(brier(truth, scores), 0.118715, 1e-6)
    const proba = Float64Array.from([...scores].flatMap((p) => [1 - p, p]))
    near(logLoss(coded(truth, 2), proba), 0.382664, 1e-6)
    const taken = coded(
      Array.from(scores, (score) => (score >= 0.5 ? 1 : 0)),
      2,
    )
    const confusion = confusionMatrix(coded(truth, 2), taken)
    near(matthews(confusion), 0.288675, 1e-6)
    near(cohenKappa(confusion), 0.285714, 1e-6)
    near(balancedAccuracy(confusion), 0.65625)
    near(fBeta(confusion), 0.444444, 1e-6)
    near(fBeta(confusion, { beta: 2 }), 0.47619, 1e-6)
    near(geometricMean(confusion), 0.637377, 1e-6)
    near(recall(confusion), 0.5)
    near(specificity(confusion), 0.8125)
    near(averagedIndexBalancedAccuracy(confusion), 0.40625)
    near(averagedIndexBalancedAccuracy(confusion, { average: 'binary' }), 0.40625 * (1 + 0.1 * (0.5 - 0.8125)))
    const curve = precisionRecallCurve(truth, scores)
    let area = 0
    for (let at = 1; at < curve.recall.length; at++) {
      area += ((curve.recall[at - 1]! - curve.recall[at]!) * (curve.precision[at - 1]! + curve.precision[at]!)) / 2
    }
    near(area, 0.728571, 1e-6)
    expect(accuracyBesideMajority(confusion)).toEqual({ accuracy: 0.75, majority: 0.8 })
  })

  test('three classes', () => {
    const truth = labels([0, 1, 2, 2, 2, 1, 0, 2, 1, 1])
    const confusion = confusionMatrix(truth, coded([0, 2, 2, 2, 1, 1, 0, 2, 0, 1], 3))
    near(geometricMean(confusion), 0.721125, 1e-6)
    near(geometricMean(confusion, { average: 'macro' }), 0.79713, 1e-6)
    near(fBeta(confusion, { average: 'macro' }), 0.707143, 1e-6)
    near(macroMeanAbsoluteError(confusion), 0.25)
  })
})
