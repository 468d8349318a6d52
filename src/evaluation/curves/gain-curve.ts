import { type BinaryTruth, checkScores } from '../scores/check-scores.ts'
import { rankedCounts } from '../scores/ranked-counts.ts'

/** What share of the positives is found by looking at what share of the rows, best scores first. */
export interface GainCurve {
  /** Share of all rows looked at, from 0 to 1. */
  readonly alerted: Float64Array
  /** Share of the positives among them; NaN where there are none. */
  readonly found: Float64Array
  /** `found / alerted`: how many times more than by chance; the first is that of the best score. */
  readonly lift: Float64Array
  /** Descending, beginning with infinity (nothing is looked at). */
  readonly thresholds: Float64Array
}

/** The cumulative gain and lift of scores, one point a distinct score. */
export function gainCurve(truth: BinaryTruth, scores: Float64Array, sampleWeight?: Float64Array): GainCurve {
  checkScores('gainCurve', truth, scores, sampleWeight)
  const { thresholds, truePositives, falsePositives } = rankedCounts(truth, scores, sampleWeight)
  const last = thresholds.length - 1
  const positives = truePositives[last]!
  const all = positives + falsePositives[last]!
  const alerted = new Float64Array(last + 2)
  const found = new Float64Array(last + 2)
  const lift = new Float64Array(last + 2)
  if (positives === 0) found[0] = Number.NaN
  for (let at = 0; at <= last; at++) {
    alerted[at + 1] = (truePositives[at]! + falsePositives[at]!) / all
    found[at + 1] = positives === 0 ? Number.NaN : truePositives[at]! / positives
    lift[at + 1] = found[at + 1]! / alerted[at + 1]!
  }
  lift[0] = lift[1]!
  return { alerted, found, lift, thresholds: Float64Array.of(Number.POSITIVE_INFINITY, ...thresholds) }
}
