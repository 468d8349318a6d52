import { type BinaryTruth, checkScores } from '../scores/check-scores.ts'
import { rankedCounts } from '../scores/ranked-counts.ts'
import { scoresByClass } from '../scores/scores-by-class.ts'

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
  return sampleWeight ? weightedCurve(truth, scores, sampleWeight) : plainCurve(truth, scores)
}

/** From the lowest score up: what lies at or above a score is all less what was passed. */
function plainCurve(truth: BinaryTruth, scores: Float64Array): PrecisionRecallCurve {
  const { hits, others } = scoresByClass(truth, scores)
  const positives = hits.length
  const negatives = others.length
  const thresholds = new Float64Array(scores.length)
  const precision = new Float64Array(scores.length + 1)
  const recall = new Float64Array(scores.length + 1)
  let count = 0
  let hit = 0
  let other = 0
  while (hit < positives || other < negatives) {
    const fromHits = other === negatives || (hit < positives && hits[hit]! <= others[other]!)
    const score = fromHits ? hits[hit]! : others[other]!
    const found = positives - hit
    thresholds[count] = score
    precision[count] = found / (found + negatives - other)
    recall[count++] = positives === 0 ? 1 : found / positives
    while (hit < positives && hits[hit] === score) hit++
    while (other < negatives && others[other] === score) other++
  }
  precision[count] = 1
  if (count === scores.length) return { precision, recall, thresholds }
  return {
    precision: precision.slice(0, count + 1),
    recall: recall.slice(0, count + 1),
    thresholds: thresholds.slice(0, count),
  }
}

function weightedCurve(truth: BinaryTruth, scores: Float64Array, sampleWeight: Float64Array): PrecisionRecallCurve {
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
