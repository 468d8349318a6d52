import { exp, type Labels, log, parseOptions, z } from '../../core/index.ts'
import { averageOptions, averageOver, presentClasses } from './average.ts'
import { classCounts, recallOf, specificityOf } from './class-counts.ts'
import { type Confusion, confusionMatrix } from './confusion-matrix.ts'

/** How the classes are brought together, and what stands for a class that was never found. */
export const geometricMeanOptions = z.strictObject({
  average: z
    .enum(['multiclass', 'binary', 'macro', 'weighted', 'micro'])
    .default('multiclass')
    .describe('multiclass: root of the product of all recalls; others: root of recall × specificity, each averaged so'),
  positive: averageOptions.shape.positive,
  correction: z.number().min(0).max(1).default(0).describe('stands for a recall of 0 in the multiclass mean'),
})
export type GeometricMeanOptions = z.input<typeof geometricMeanOptions>

/**
 * The geometric mean of the recalls of all classes that occur: 0 as soon as one class is never found (unless
 * `correction` is above 0). Equal to imbalanced-learn's `geometric_mean_score`. Takes a confusion matrix, or truth and
 * predictions.
 *
 * M. Kubat, S. Matwin, "Addressing the curse of imbalanced training sets: one-sided selection", ICML 1997.
 */
export function geometricMean(confusion: Confusion, options?: GeometricMeanOptions): number
export function geometricMean(
  truth: Labels,
  predicted: Labels,
  options?: GeometricMeanOptions & { readonly sampleWeight?: Float64Array | undefined },
): number
export function geometricMean(
  first: Confusion | Labels,
  second?: GeometricMeanOptions | Labels,
  third?: GeometricMeanOptions & { readonly sampleWeight?: Float64Array | undefined },
): number {
  const { sampleWeight, ...rest } = third ?? {}
  const counted = 'counts' in first
  const confusion = counted ? first : confusionMatrix(first, second as Labels, sampleWeight)
  const given = counted ? (second as GeometricMeanOptions | undefined) : rest
  const { average, positive, correction } = parseOptions('geometricMean', geometricMeanOptions, given)
  if (average !== 'multiclass') {
    const options = { average, positive }
    const sensitivity = averageOver('geometricMean', confusion, options, recallOf)
    return Math.sqrt(sensitivity * averageOver('geometricMean', confusion, options, specificityOf))
  }
  const recalls = presentClasses(classCounts(confusion)).map((own) => recallOf(own) || correction)
  if (recalls.length === 0 || recalls.includes(0)) return 0
  return exp(recalls.reduce((sum, recall) => sum + log(recall), 0) / recalls.length)
}
