import type { BinaryTruth } from './check-scores.ts'
import { scoresByClass } from './scores-by-class.ts'
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
  return sampleWeight ? weightedCounts(truth, scores, sampleWeight) : plainCounts(truth, scores)
}

function plainCounts(truth: BinaryTruth, scores: Float64Array): RankedCounts {
  const { hits, others } = scoresByClass(truth, scores)
  const thresholds = new Float64Array(scores.length)
  const truePositives = new Float64Array(scores.length)
  const falsePositives = new Float64Array(scores.length)
  let steps = 0
  let hit = hits.length
  let other = others.length
  while (hit > 0 || other > 0) {
    const fromHits = other === 0 || (hit > 0 && hits[hit - 1]! >= others[other - 1]!)
    const score = fromHits ? hits[hit - 1]! : others[other - 1]!
    while (hit > 0 && hits[hit - 1] === score) hit--
    while (other > 0 && others[other - 1] === score) other--
    thresholds[steps] = score
    truePositives[steps] = hits.length - hit
    falsePositives[steps++] = others.length - other
  }
  return cut(thresholds, truePositives, falsePositives, steps)
}

function weightedCounts(truth: BinaryTruth, scores: Float64Array, sampleWeight: Float64Array): RankedCounts {
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
    const weight = sampleWeight[row]!
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
  return cut(thresholds, truePositives, falsePositives, steps)
}

function cut(
  thresholds: Float64Array,
  truePositives: Float64Array,
  falsePositives: Float64Array,
  steps: number,
): RankedCounts {
  if (steps === thresholds.length) return { thresholds, truePositives, falsePositives }
  return {
    thresholds: thresholds.slice(0, steps),
    truePositives: truePositives.slice(0, steps),
    falsePositives: falsePositives.slice(0, steps),
  }
}
