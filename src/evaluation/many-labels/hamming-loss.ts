import type { MultiLabels } from '../../core/index.ts'
import { checkPredictedLabels } from './check-labels.ts'

/**
 * The share of all cells, rows × labels, that are wrong, 0 at best. Equal to scikit-learn's `hamming_loss`. With rare
 * labels it is small for a model that finds nothing; `multiLabelReport` shows that.
 */
export function hammingLoss(truth: MultiLabels, predicted: MultiLabels, sampleWeight?: Float64Array): number {
  checkPredictedLabels('hammingLoss', truth, predicted, sampleWeight)
  const width = truth.labels.length
  let wrong = 0
  let weights = 0
  for (let row = 0; row < truth.rowCount; row++) {
    const weight = sampleWeight ? sampleWeight[row]! : 1
    let here = 0
    for (let at = row * width; at < (row + 1) * width; at++) here += truth.data[at]! ^ predicted.data[at]!
    wrong += weight * here
    weights += weight
  }
  return wrong / (weights * width)
}
