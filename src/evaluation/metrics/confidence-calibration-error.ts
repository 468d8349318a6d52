import type { Labels } from '../../core/index.ts'
import { checkProbabilityRows } from '../scores/check-scores.ts'
import type { BinOptions } from '../scores/probability-bins.ts'
import { expectedCalibrationError } from './expected-calibration-error.ts'

/**
 * How far the probability of the likeliest class is from how often that class is right: the expected calibration error
 * of networks with several classes. `proba` is row-major, one column a class of `truth`; of equals the first class
 * counts. It does not look at the other classes, so that a rare class may be far off unseen: see
 * `classWiseCalibrationError`.
 *
 * C. Guo et al., "On Calibration of Modern Neural Networks", ICML 2017.
 */
export function confidenceCalibrationError(
  truth: Labels,
  proba: Float64Array,
  options?: BinOptions,
  sampleWeight?: Float64Array,
): number {
  checkProbabilityRows('confidenceCalibrationError', truth, proba, sampleWeight)
  const width = truth.classes.length
  const confidence = new Float64Array(truth.codes.length)
  const right = new Uint8Array(truth.codes.length)
  for (let row = 0; row < confidence.length; row++) {
    let best = 0
    for (let code = 1; code < width; code++) {
      if (proba[row * width + code]! > proba[row * width + best]!) best = code
    }
    confidence[row] = proba[row * width + best]!
    right[row] = best === truth.codes[row] ? 1 : 0
  }
  return expectedCalibrationError(right, confidence, options, sampleWeight)
}
