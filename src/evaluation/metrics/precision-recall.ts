import type { Labels } from '../../core/index.ts'
import { type AverageOptions, averageOver } from './average.ts'
import { fBetaOf, precisionOf, recallOf, specificityOf } from './class-counts.ts'
import { type Confusion, confusionMatrix } from './confusion-matrix.ts'

/** Options where truth and predictions are given instead of a confusion matrix. */
export type AveragedOptions = AverageOptions & { readonly sampleWeight?: Float64Array | undefined }

/**
 * The share of positive predictions that are right; 0 where there are none. Equal to scikit-learn's `precision_score`.
 * Takes a confusion matrix, or truth and predictions.
 */
export function precision(confusion: Confusion, options?: AverageOptions): number
export function precision(truth: Labels, predicted: Labels, options?: AveragedOptions): number
export function precision(first: Confusion | Labels, second?: WithBeta | Labels, third?: WithBeta): number {
  const { confusion, options } = readGiven(first, second, third)
  return averageOver('precision', confusion, options, precisionOf)
}

/** The share of positive rows that are found; 0 where there are none. Equal to scikit-learn's `recall_score`. */
export function recall(confusion: Confusion, options?: AverageOptions): number
export function recall(truth: Labels, predicted: Labels, options?: AveragedOptions): number
export function recall(first: Confusion | Labels, second?: WithBeta | Labels, third?: WithBeta): number {
  const { confusion, options } = readGiven(first, second, third)
  return averageOver('recall', confusion, options, recallOf)
}

/** The share of negative rows that are left alone. Equal to imbalanced-learn's `specificity_score`. */
export function specificity(confusion: Confusion, options?: AverageOptions): number
export function specificity(truth: Labels, predicted: Labels, options?: AveragedOptions): number
export function specificity(first: Confusion | Labels, second?: WithBeta | Labels, third?: WithBeta): number {
  const { confusion, options } = readGiven(first, second, third)
  return averageOver('specificity', confusion, options, specificityOf)
}

/**
 * The weighted harmonic mean of precision and recall; recall counts `beta` times as much, default 1. Equal to
 * scikit-learn's `fbeta_score`.
 */
export function fBeta(confusion: Confusion, options?: AverageOptions & { beta?: number }): number
export function fBeta(truth: Labels, predicted: Labels, options?: AveragedOptions & { beta?: number }): number
export function fBeta(first: Confusion | Labels, second?: WithBeta | Labels, third?: WithBeta): number {
  const { confusion, options } = readGiven(first, second, third)
  const { beta = 1, ...average } = options ?? {}
  return averageOver('fBeta', confusion, average, (counts) => fBetaOf(counts, beta))
}

type WithBeta = AveragedOptions & { beta?: number }

function readGiven(
  first: Confusion | Labels,
  second: WithBeta | Labels | undefined,
  third: WithBeta | undefined,
): { confusion: Confusion; options: (AverageOptions & { beta?: number }) | undefined } {
  if ('counts' in first) return { confusion: first, options: second as WithBeta | undefined }
  const { sampleWeight, ...options } = third ?? {}
  return { confusion: confusionMatrix(first, second as Labels, sampleWeight), options }
}
