import { classCounts } from './class-counts.ts'
import { confusionOf, type Judged } from './confusion-matrix.ts'

/**
 * Matthews' correlation of truth and predictions, −1 to 1, for any number of classes; 0 where either is constant.
 * Equal to scikit-learn's `matthews_corrcoef`. Takes a confusion matrix, or truth, predictions and weights.
 */
export function matthews(...judged: Judged): number {
  const counts = classCounts(confusionOf(judged))
  const all = counts[0]?.all ?? 0
  let hits = 0
  let chance = 0
  let truth = all * all
  let predictions = all * all
  for (const { truePositives, actual, predicted } of counts) {
    hits += truePositives
    chance += actual * predicted
    truth -= actual * actual
    predictions -= predicted * predicted
  }
  // Where all rows are of one class the difference is 0, or what rounding left of it.
  const least = 1e-15 * all * all
  if (truth <= least || predictions <= least) return 0
  return (hits * all - chance) / Math.sqrt(truth * predictions)
}
