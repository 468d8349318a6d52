import type { BinaryTruth } from '../metrics/check-scores.ts'
import { sortedOrder } from './sorted-order.ts'

/** What lies at or above each distinct score, from the highest score down. */
export interface RankedCounts {
  readonly thresholds: Float64Array
  /** Sums of weights (counts without weights) of positive rows at or above the threshold. */
  readonly truePositives: Float64Array
  readonly falsePositives: Float64Array
}

/** Rows of equal score form one step; rows of weight 0 are left out, as in scikit-learn. Inputs must be checked. */
export function rankedCounts(truth: BinaryTruth, scores: Float64Array, sampleWeight?: Float64Array): RankedCounts {
  const order = sortedOrder(scores, true)
  const thresholds = new Float64Array(order.length)
  const truePositives = new Float64Array(order.length)
  const falsePositives = new Float64Array(order.length)
  let steps = 0
  let above = 0
  let below = 0
  let current = Number.NaN
  for (let at = 0; at < order.length; at++) {
    const row = order[at]!
    const weight = sampleWeight ? sampleWeight[row]! : 1
    if (weight === 0) continue
    const score = scores[row]!
    if (score !== current) {
      current = score
      steps++
    }
    if (truth[row] === 1) above += weight
    else below += weight
    thresholds[steps - 1] = score
    truePositives[steps - 1] = above
    falsePositives[steps - 1] = below
  }
  return {
    thresholds: thresholds.slice(0, steps),
    truePositives: truePositives.slice(0, steps),
    falsePositives: falsePositives.slice(0, steps),
  }
}
