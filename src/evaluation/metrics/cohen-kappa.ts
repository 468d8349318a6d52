import { classCounts } from './class-counts.ts'
import { confusionOf, type Judged } from './confusion-matrix.ts'

/**
 * Cohen's kappa: agreement beyond chance, 1 at best. NaN where truth and predictions are the same one class, since
 * chance alone agrees there. Equal to scikit-learn's `cohen_kappa_score`. Takes a confusion matrix, or truth,
 * predictions and weights.
 */
export function cohenKappa(...judged: Judged): number {
  const counts = classCounts(confusionOf(judged))
  const all = counts[0]?.all ?? 0
  let hits = 0
  let chance = 0
  for (const { truePositives, actual, predicted } of counts) {
    hits += truePositives
    chance += (actual * predicted) / all
  }
  if (chance === all) return Number.NaN
  return (hits - chance) / (all - chance)
}
