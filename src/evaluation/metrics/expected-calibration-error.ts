import { reliabilityCurve } from '../curves/reliability-curve.ts'
import { type BinaryTruth, checkProbabilities } from '../scores/check-scores.ts'
import type { BinOptions } from '../scores/probability-bins.ts'

/**
 * The mean distance, over rows, between the probability that a bin was given and the share of positives that it has:
 * 0 for a calibrated model. 15 bins of equal width by default; `strategy: 'quantile'` gives the adaptive error, better
 * where nearly all probabilities are small. It depends on the bins: look at `reliabilityCurve` and `brier` beside it.
 *
 * M. P. Naeini, G. F. Cooper, M. Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian Binning", AAAI 2015.
 */
export function expectedCalibrationError(
  truth: BinaryTruth,
  proba: Float64Array,
  options?: BinOptions,
  sampleWeight?: Float64Array,
): number {
  checkProbabilities('expectedCalibrationError', truth, proba, sampleWeight)
  const { meanPredicted, fractionPositive, count } = reliabilityCurve(truth, proba, options, sampleWeight)
  let sum = 0
  let weights = 0
  for (let bin = 0; bin < count.length; bin++) {
    sum += count[bin]! * Math.abs(fractionPositive[bin]! - meanPredicted[bin]!)
    weights += count[bin]!
  }
  return sum / weights
}
