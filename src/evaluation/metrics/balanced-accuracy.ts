import { sum } from './average.ts'
import { classCounts, ratio, recallOf } from './class-counts.ts'
import { confusionOf, type Judged } from './confusion-matrix.ts'

/**
 * The mean recall of the classes that have rows: 0.5 for any blind guess between two. Equal to scikit-learn's
 * `balanced_accuracy_score`. Takes a confusion matrix, or truth, predictions and weights.
 */
export function balancedAccuracy(...judged: Judged): number {
  const counts = classCounts(confusionOf(judged)).filter(({ actual }) => actual > 0)
  return ratio(sum(counts.map(recallOf)), counts.length)
}
