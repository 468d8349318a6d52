import { parseOptions, z } from '../../core/index.ts'
import { type ClassCounts, classCounts, fBetaOf, precisionOf, recallOf, specificityOf } from './class-counts.ts'
import type { Confusion } from './confusion-matrix.ts'

export const indexBalancedAccuracyOptions = z.strictObject({
  score: z
    .enum(['geometricMean', 'precision', 'recall', 'specificity', 'f1'])
    .default('geometricMean')
    .describe('the figure that is weighted by the dominance'),
  alpha: z.number().min(0).max(1).default(0.1).describe('how much dominance counts'),
  squared: z.boolean().default(true).describe('squares the figure first'),
})
export type IndexBalancedAccuracyOptions = z.input<typeof indexBalancedAccuracyOptions>

/** The figures that can be weighted, of one class or of several together. */
export const figureByScore = {
  geometricMean: (own: ClassCounts) => Math.sqrt(recallOf(own) * specificityOf(own)),
  precision: precisionOf,
  recall: recallOf,
  specificity: specificityOf,
  f1: (own: ClassCounts) => fBetaOf(own, 1),
} as const

/**
 * The index of balanced accuracy of each class against the rest: a figure times 1 + alpha × (recall − specificity), so
 * that a classifier that leans to the class gets more. One value a class, in their order; in one number it is
 * `averagedIndexBalancedAccuracy`.
 *
 * V. García, R. Mollineda, J. Sánchez, "Index of balanced accuracy", IbPRIA 2009. Equal to imbalanced-learn's
 * `make_index_balanced_accuracy` with `average=None`.
 */
export function indexBalancedAccuracy(confusion: Confusion, options?: IndexBalancedAccuracyOptions): number[] {
  const { score, alpha, squared } = parseOptions('indexBalancedAccuracy', indexBalancedAccuracyOptions, options)
  const figure = figureByScore[score]
  return classCounts(confusion).map((own) => indexBalanced(own, figure(own), alpha, squared))
}

export function indexBalanced(counts: ClassCounts, score: number, alpha: number, squared: boolean): number {
  return (1 + alpha * (recallOf(counts) - specificityOf(counts))) * (squared ? score * score : score)
}
