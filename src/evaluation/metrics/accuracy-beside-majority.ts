import { sum } from './average.ts'
import { classCounts, ratio } from './class-counts.ts'
import { confusionOf, type Judged } from './confusion-matrix.ts'

/**
 * The share of rows predicted right, beside what always saying the most frequent class would reach. Accuracy is never
 * given alone: at one row in a hundred, 0.99 may mean that nothing was found. Takes a confusion matrix, or truth,
 * predictions and weights.
 */
export function accuracyBesideMajority(...judged: Judged): { accuracy: number; majority: number } {
  const counts = classCounts(confusionOf(judged))
  const all = counts[0]?.all ?? 0
  return {
    accuracy: ratio(sum(counts.map(({ truePositives }) => truePositives)), all),
    majority: ratio(
      counts.reduce((most, { actual }) => Math.max(most, actual), 0),
      all,
    ),
  }
}
