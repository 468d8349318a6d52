import type { Labels } from '../../core/index.ts'
import { checkProbabilityRows } from '../scores/check-scores.ts'
import type { BinOptions } from '../scores/probability-bins.ts'
import { expectedCalibrationError } from './expected-calibration-error.ts'

/** How far the probabilities of each class are from what comes true, and the mean of the classes. */
export interface ClassWiseCalibrationError {
  /** By class code. */
  readonly perClass: Float64Array
  readonly mean: number
}

/**
 * The expected calibration error of each class against the rest, and its mean over the classes: the figure for several
 * classes where decisions look at more than the likeliest one. `proba` is row-major, one column a class of `truth`.
 * Rare classes have small errors by nature, since their probabilities are small; compare a class with itself. Bins as in
 * `expectedCalibrationError`; `strategy: 'quantile'` makes it the adaptive error (J. Nixon et al., "Measuring Calibration
 * in Deep Learning", CVPR workshops 2019).
 *
 * M. Kull et al., "Beyond temperature scaling", NeurIPS 2019.
 */
export function classWiseCalibrationError(
  truth: Labels,
  proba: Float64Array,
  options?: BinOptions,
  sampleWeight?: Float64Array,
): ClassWiseCalibrationError {
  checkProbabilityRows('classWiseCalibrationError', truth, proba, sampleWeight)
  const width = truth.classes.length
  const own = new Float64Array(truth.codes.length)
  const perClass = Float64Array.from(truth.classes, (_, code) => {
    for (let row = 0; row < own.length; row++) own[row] = proba[row * width + code]!
    const is = Uint8Array.from(truth.codes, (other) => (other === code ? 1 : 0))
    return expectedCalibrationError(is, own, options, sampleWeight)
  })
  return { perClass, mean: perClass.reduce((sum, error) => sum + error, 0) / width }
}
