import { type BinaryTruth, checkProbabilities } from '../scores/check-scores.ts'
import { type BinOptions, binEdges, binOf } from '../scores/probability-bins.ts'

/** One entry for each bin that has rows. */
export interface ReliabilityCurve {
  readonly meanPredicted: Float64Array
  readonly fractionPositive: Float64Array
  /** Rows in the bin, or the sum of their weights. */
  readonly count: Float64Array
  /** The edges of the bin. */
  readonly low: Float64Array
  readonly high: Float64Array
}

/**
 * How often rows are positive that were given about the same probability: on the diagonal for a calibrated model.
 * Equal to scikit-learn's `calibration_curve` (without weights, which it lacks). Default: 15 bins of equal width.
 */
export function reliabilityCurve(
  truth: BinaryTruth,
  proba: Float64Array,
  options?: BinOptions,
  sampleWeight?: Float64Array,
): ReliabilityCurve {
  const who = 'reliabilityCurve'
  checkProbabilities(who, truth, proba, sampleWeight)
  const edges = binEdges(who, proba, options)
  const counts = new Float64Array(edges.length - 1)
  const predicted = new Float64Array(edges.length - 1)
  const positive = new Float64Array(edges.length - 1)
  for (let row = 0; row < proba.length; row++) {
    const weight = sampleWeight ? sampleWeight[row]! : 1
    const bin = binOf(edges, proba[row]!)
    counts[bin]! += weight
    predicted[bin]! += weight * proba[row]!
    positive[bin]! += weight * truth[row]!
  }
  const filled = Int32Array.from(counts.keys()).filter((bin) => counts[bin]! > 0)
  return {
    meanPredicted: Float64Array.from(filled, (bin) => predicted[bin]! / counts[bin]!),
    fractionPositive: Float64Array.from(filled, (bin) => positive[bin]! / counts[bin]!),
    count: Float64Array.from(filled, (bin) => counts[bin]!),
    low: Float64Array.from(filled, (bin) => edges[bin]!),
    high: Float64Array.from(filled, (bin) => edges[bin + 1]!),
  }
}
