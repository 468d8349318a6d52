import { type Labels, log } from '../../core/index.ts'
import { checkProbabilityRows } from '../scores/check-scores.ts'

const least = 2 ** -52

/**
 * The mean of −ln p of the true class, p kept between 2⁻⁵² and 1 − 2⁻⁵². `proba` is row-major, one column a class of
 * `truth`, each row summing to 1. Equal to scikit-learn's `log_loss`.
 */
export function logLoss(truth: Labels, proba: Float64Array, sampleWeight?: Float64Array): number {
  checkProbabilityRows('logLoss', truth, proba, sampleWeight)
  const { codes, classes } = truth
  let sum = 0
  let weights = 0
  for (let row = 0; row < codes.length; row++) {
    const p = proba[row * classes.length + codes[row]!]!
    const weight = sampleWeight ? sampleWeight[row]! : 1
    if (weight === 0) continue
    sum -= weight * log(Math.min(1 - least, Math.max(least, p)))
    weights += weight
  }
  return sum / weights
}
