import { type BinaryTruth, checkScores } from '../metrics/check-scores.ts'
import { rankedCounts } from './ranked-counts.ts'

/**
 * Precision and recall of "positive at or above the threshold". The point `i` belongs to `thresholds[i]`; one more
 * point, precision 1 and recall 0, ends the curve.
 */
export interface PrecisionRecallCurve {
  readonly precision: Float64Array
  readonly recall: Float64Array
  /** Every distinct score, ascending. */
  readonly thresholds: Float64Array
}

/**
 * The precision-recall curve of scores, higher meaning positive. Equal to scikit-learn's `precision_recall_curve`;
 * without a positive row recall is 1 throughout, as there.
 */
export function precisionRecallCurve(
  truth: BinaryTruth,
  scores: Float64Array,
  sampleWeight?: Float64Array,
): PrecisionRecallCurve {
  checkScores('precisionRecallCurve', truth, scores, sampleWeight)
  const { thresholds, truePositives, falsePositives } = rankedCounts(truth, scores, sampleWeight)
  const count = thresholds.length
  const positives = truePositives[count - 1]!
  const precision = new Float64Array(count + 1)
  const recall = new Float64Array(count + 1)
  for (let at = 0; at < count; at++) {
    const to = count - 1 - at
    const found = truePositives[at]!
    precision[to] = found / (found + falsePositives[at]!)
    recall[to] = positives === 0 ? 1 : found / positives
  }
  precision[count] = 1
  return { precision, recall, thresholds: thresholds.reverse() }
}
