import type { Labels } from '../../core/index.ts'
import { type BinaryTruth, checkProbabilities, checkProbabilityRows } from '../scores/check-scores.ts'

/**
 * The mean squared distance of probabilities from what happened, 0 at best. With 0/1 truths `proba` holds the
 * probability of the positive class. With labels it is row-major, one column a class; the squares of all columns are
 * summed, and halved where there are two classes, so that both forms agree. Equal to scikit-learn's
 * `brier_score_loss`.
 */
export function brier(truth: BinaryTruth | Labels, proba: Float64Array, sampleWeight?: Float64Array): number {
  if ('codes' in truth) return brierOfRows(truth, proba, sampleWeight)
  checkProbabilities('brier', truth, proba, sampleWeight)
  let sum = 0
  let weights = 0
  for (let row = 0; row < proba.length; row++) {
    const weight = sampleWeight ? sampleWeight[row]! : 1
    const away = proba[row]! - truth[row]!
    sum += weight * away * away
    weights += weight
  }
  return sum / weights
}

function brierOfRows(truth: Labels, proba: Float64Array, sampleWeight: Float64Array | undefined): number {
  checkProbabilityRows('brier', truth, proba, sampleWeight)
  const width = truth.classes.length
  let sum = 0
  let weights = 0
  for (let row = 0; row < truth.codes.length; row++) {
    const weight = sampleWeight ? sampleWeight[row]! : 1
    for (let code = 0; code < width; code++) {
      const away = proba[row * width + code]! - (code === truth.codes[row] ? 1 : 0)
      sum += weight * away * away
    }
    weights += weight
  }
  return sum / weights / (width === 2 ? 2 : 1)
}
