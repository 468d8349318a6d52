import { DataError } from '../../core/index.ts'
import { classCounts, recallOf, specificityOf } from './class-counts.ts'
import { confusionOf, type Judged } from './confusion-matrix.ts'

/**
 * By how much an alert raises the odds of the second of two classes, and by how much no alert lowers them: recall /
 * (1 − specificity) and (1 − recall) / specificity. They do not depend on how rare the class is, so they carry over to
 * data with another share of it. NaN where there is nothing to divide by. Equal to scikit-learn's
 * `class_likelihood_ratios`.
 */
export function likelihoodRatios(...judged: Judged): { readonly positive: number; readonly negative: number } {
  const confusion = confusionOf(judged)
  if (confusion.classes.length !== 2) {
    throw new DataError(
      `likelihoodRatios: there are ${confusion.classes.length} classes; two are needed. Code one class against the rest.`,
    )
  }
  const own = classCounts(confusion)[1]!
  const [found, spared] = [recallOf(own), specificityOf(own)]
  if (own.actual === 0 || own.actual === own.all) return { positive: Number.NaN, negative: Number.NaN }
  return {
    positive: spared === 1 ? Number.NaN : found / (1 - spared),
    negative: spared === 0 ? Number.NaN : (1 - found) / spared,
  }
}
