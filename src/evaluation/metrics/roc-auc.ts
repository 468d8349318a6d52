import { type BinaryTruth, checkScores } from '../scores/check-scores.ts'
import { rankedCounts } from '../scores/ranked-counts.ts'

/**
 * The chance that a positive row scores above a negative one, ties counting half. NaN where one of both has no row.
 * Equal to scikit-learn's `roc_auc_score`. Under strong imbalance it looks good too easily; see `averagePrecision`.
 */
export function rocAuc(truth: BinaryTruth, scores: Float64Array, sampleWeight?: Float64Array): number {
  checkScores('rocAuc', truth, scores, sampleWeight)
  const { truePositives, falsePositives } = rankedCounts(truth, scores, sampleWeight)
  let area = 0
  let found = 0
  let alarms = 0
  for (let at = 0; at < truePositives.length; at++) {
    area += ((falsePositives[at]! - alarms) * (truePositives[at]! + found)) / 2
    found = truePositives[at]!
    alarms = falsePositives[at]!
  }
  return found === 0 || alarms === 0 ? Number.NaN : area / (found * alarms)
}
