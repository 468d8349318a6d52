import { type BinaryTruth, checkScores } from '../scores/check-scores.ts'
import { rankedCounts } from '../scores/ranked-counts.ts'

/** The two error rates at each threshold. */
export interface DetCurve {
  readonly falsePositiveRate: Float64Array
  readonly falseNegativeRate: Float64Array
  /** Ascending. */
  readonly thresholds: Float64Array
}

/**
 * The detection error tradeoff of scores. Equal to scikit-learn's `det_curve` with `drop_intermediate=False`: it
 * begins at the last threshold that finds every positive and ends with the first that raises no false alarm (infinity
 * where the best score is a false alarm). A rate is NaN where its class has no row.
 *
 * A. Martin et al., "The DET curve in assessment of detection task performance", Eurospeech 1997.
 */
export function detCurve(truth: BinaryTruth, scores: Float64Array, sampleWeight?: Float64Array): DetCurve {
  checkScores('detCurve', truth, scores, sampleWeight)
  const ranked = rankedCounts(truth, scores, sampleWeight)
  const alarms = [0, ...ranked.falsePositives]
  const found = [0, ...ranked.truePositives]
  const cuts = [Number.POSITIVE_INFINITY, ...ranked.thresholds]
  const last = cuts.length - 1
  const [positives, negatives] = [found[last]!, alarms[last]!]
  const complete = found.indexOf(positives)
  let silent = 0
  while (silent < last && alarms[silent + 1] === 0) silent++
  const points: number[] = []
  for (let at = complete; at >= silent; at--) points.push(at)
  return {
    falsePositiveRate: Float64Array.from(points, (at) => (negatives > 0 ? alarms[at]! / negatives : Number.NaN)),
    falseNegativeRate: Float64Array.from(points, (at) =>
      positives > 0 ? (positives - found[at]!) / positives : Number.NaN,
    ),
    thresholds: Float64Array.from(points, (at) => cuts[at]!),
  }
}
