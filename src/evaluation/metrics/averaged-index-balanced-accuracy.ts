import { parseOptions } from '../../core/index.ts'
import { averageOver } from './average.ts'
import { recallOf, specificityOf } from './class-counts.ts'
import type { Confusion } from './confusion-matrix.ts'
import { type GeometricMeanOptions, geometricMean, geometricMeanOptions } from './geometric-mean.ts'
import {
  figureByScore,
  type IndexBalancedAccuracyOptions,
  indexBalancedAccuracyOptions,
} from './index-balanced-accuracy.ts'

const options = indexBalancedAccuracyOptions.extend({
  average: geometricMeanOptions.shape.average,
  positive: geometricMeanOptions.shape.positive,
})
export type AveragedIndexBalancedAccuracyOptions = IndexBalancedAccuracyOptions &
  Pick<GeometricMeanOptions, 'average' | 'positive'>

/**
 * The index of balanced accuracy in one number: an averaged figure times 1 + alpha × (recall − specificity), both
 * averaged the same way. `average` is that of `geometricMean`; `'multiclass'`, the default, takes the root of the product
 * of all recalls and beside it macro averages (for other figures than the geometric mean it is the macro average).
 *
 * With two classes the macro averages of recall and specificity are one number, so that the default then says no more
 * than the geometric mean; ask for `average: 'binary'`, or for `indexBalancedAccuracy`, which has one value a class.
 * Equal to imbalanced-learn's `make_index_balanced_accuracy` with the same `average`.
 *
 * V. García, R. Mollineda, J. Sánchez, "Index of balanced accuracy", IbPRIA 2009.
 */
export function averagedIndexBalancedAccuracy(
  confusion: Confusion,
  given?: AveragedIndexBalancedAccuracyOptions,
): number {
  const who = 'averagedIndexBalancedAccuracy'
  const { score, alpha, squared, average, positive } = parseOptions(who, options, given)
  const how = { average: average === 'multiclass' ? ('macro' as const) : average, positive }
  const figure =
    score === 'geometricMean'
      ? geometricMean(confusion, { average, positive })
      : averageOver(who, confusion, how, figureByScore[score])
  const dominance = averageOver(who, confusion, how, recallOf) - averageOver(who, confusion, how, specificityOf)
  return (1 + alpha * dominance) * (squared ? figure * figure : figure)
}
