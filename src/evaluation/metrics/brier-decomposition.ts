import type { BinaryTruth } from '../scores/check-scores.ts'
import { checkProbabilities } from '../scores/check-scores.ts'
import { type BinOptions, binEdges, binOf } from '../scores/probability-bins.ts'

/** `brier = reliability − resolution + uncertainty + withinBins`. */
export interface BrierDecomposition {
  readonly brier: number
  /** How far the probabilities are from what comes true, bin by bin, squared: what calibration can mend. 0 at best. */
  readonly reliability: number
  /** How far the bins differ from the share of positives: what the model knows. `uncertainty` at best. */
  readonly resolution: number
  /** Share of positives × share of the others: the score of a model that always says the share. */
  readonly uncertainty: number
  /** What is lost or gained by taking the rows of a bin for alike; 0 where each bin holds one probability. */
  readonly withinBins: number
}

/**
 * Why a Brier score is what it is: badly calibrated or knowing little. 15 bins of equal width by default. Compare
 * models by `brier`; of two with the same resolution the one with the larger reliability term needs a calibrator.
 *
 * A. H. Murphy, "A New Vector Partition of the Probability Score", Journal of Applied Meteorology 12, 1973; the term
 * within bins after D. B. Stephenson, C. A. S. Coelho, I. T. Jolliffe, Weather and Forecasting 23, 2008.
 */
export function brierDecomposition(
  truth: BinaryTruth,
  proba: Float64Array,
  options?: BinOptions,
  sampleWeight?: Float64Array,
): BrierDecomposition {
  const who = 'brierDecomposition'
  checkProbabilities(who, truth, proba, sampleWeight)
  const edges = binEdges(who, proba, options)
  const counts = new Float64Array(edges.length - 1)
  const told = new Float64Array(counts.length)
  const hits = new Float64Array(counts.length)
  let squares = 0
  let all = 0
  let positives = 0
  for (let row = 0; row < proba.length; row++) {
    const weight = sampleWeight ? sampleWeight[row]! : 1
    const bin = binOf(edges, proba[row]!)
    const away = proba[row]! - truth[row]!
    counts[bin]! += weight
    told[bin]! += weight * proba[row]!
    hits[bin]! += weight * truth[row]!
    squares += weight * away * away
    all += weight
    positives += weight * truth[row]!
  }
  const share = positives / all
  let reliability = 0
  let resolution = 0
  for (let bin = 0; bin < counts.length; bin++) {
    const count = counts[bin]!
    if (count === 0) continue
    reliability += (count * ((told[bin]! - hits[bin]!) / count) ** 2) / all
    resolution += (count * (hits[bin]! / count - share) ** 2) / all
  }
  const brier = squares / all
  const uncertainty = share * (1 - share)
  return { brier, reliability, resolution, uncertainty, withinBins: brier - reliability + resolution - uncertainty }
}
