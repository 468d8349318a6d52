import { type BinaryTruth, checkScores } from '../scores/check-scores.ts'
import { rankedCounts } from '../scores/ranked-counts.ts'
import { scoresByClass } from '../scores/scores-by-class.ts'

/**
 * The area under the precision-recall curve as a sum of steps, without interpolation: the figure to compare models by
 * when positives are rare. A blind guess reaches the share of positives. 0 without a positive row. Equal to
 * scikit-learn's `average_precision_score`.
 */
export function averagePrecision(truth: BinaryTruth, scores: Float64Array, sampleWeight?: Float64Array): number {
  checkScores('averagePrecision', truth, scores, sampleWeight)
  if (!sampleWeight) return plainPrecision(truth, scores)
  const { truePositives, falsePositives } = rankedCounts(truth, scores, sampleWeight)
  let area = 0
  let before = 0
  for (let at = 0; at < truePositives.length; at++) {
    const found = truePositives[at]!
    if (found === before) continue
    area += ((found - before) * found) / (found + falsePositives[at]!)
    before = found
  }
  return before === 0 ? 0 : area / before
}

/** Only the scores of positive rows make a step; the others are counted past. */
function plainPrecision(truth: BinaryTruth, scores: Float64Array): number {
  const { hits, others } = scoresByClass(truth, scores)
  let area = 0
  let hit = hits.length
  let other = others.length
  while (hit > 0) {
    const score = hits[hit - 1]!
    const before = hit
    while (hit > 0 && hits[hit - 1] === score) hit--
    while (other > 0 && others[other - 1]! >= score) other--
    const found = hits.length - hit
    area += ((before - hit) * found) / (found + others.length - other)
  }
  return hits.length === 0 ? 0 : area / hits.length
}
