import type { MultiLabels } from '../../core/index.ts'
import { checkPredictedLabels } from './check-labels.ts'

/**
 * The share of rows whose labels are all right, none missing and none in vain. Equal to scikit-learn's
 * `accuracy_score` of label matrices. A harsh figure with many labels; see `hammingLoss` and `multiLabelReport`.
 */
export function subsetAccuracy(truth: MultiLabels, predicted: MultiLabels, sampleWeight?: Float64Array): number {
  checkPredictedLabels('subsetAccuracy', truth, predicted, sampleWeight)
  const width = truth.labels.length
  let right = 0
  let weights = 0
  for (let row = 0; row < truth.rowCount; row++) {
    const weight = sampleWeight ? sampleWeight[row]! : 1
    weights += weight
    let at = row * width
    const end = at + width
    while (at < end && truth.data[at] === predicted.data[at]) at++
    if (at === end) right += weight
  }
  return right / weights
}
