import { type BinaryTruth, checkScores } from '../scores/check-scores.ts'
import { rankedCounts } from '../scores/ranked-counts.ts'

/** The shares of negative and of positive rows at or above each threshold. */
export interface RocCurve {
  readonly falsePositiveRate: Float64Array
  readonly truePositiveRate: Float64Array
  /** Descending, beginning with infinity (nothing is positive). */
  readonly thresholds: Float64Array
}

/**
 * The receiver operating characteristic of scores, without points on a straight line between their neighbors. Equal to
 * scikit-learn's `roc_curve`. A rate is NaN where its class has no row. Under strong imbalance look at
 * `precisionRecallCurve` first: a small false positive rate can still be many false alarms for each hit.
 */
export function rocCurve(truth: BinaryTruth, scores: Float64Array, sampleWeight?: Float64Array): RocCurve {
  checkScores('rocCurve', truth, scores, sampleWeight)
  const { thresholds, truePositives, falsePositives } = rankedCounts(truth, scores, sampleWeight)
  const last = thresholds.length - 1
  const positives = truePositives[last]!
  const negatives = falsePositives[last]!
  const kept: number[] = []
  for (let at = 0; at <= last; at++) {
    const bends =
      at === 0 ||
      at === last ||
      truePositives[at + 1]! - 2 * truePositives[at]! + truePositives[at - 1]! !== 0 ||
      falsePositives[at + 1]! - 2 * falsePositives[at]! + falsePositives[at - 1]! !== 0
    if (bends) kept.push(at)
  }
  const rate = (counts: Float64Array, whole: number) =>
    Float64Array.from([-1, ...kept], (at) => (whole > 0 ? (at < 0 ? 0 : counts[at]! / whole) : Number.NaN))
  return {
    falsePositiveRate: rate(falsePositives, negatives),
    truePositiveRate: rate(truePositives, positives),
    thresholds: Float64Array.from([-1, ...kept], (at) => (at < 0 ? Number.POSITIVE_INFINITY : thresholds[at]!)),
  }
}
