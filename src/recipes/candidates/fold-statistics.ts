import { studentQuantile } from '../../evaluation/index.ts'
import type { Figure } from '../figures/part-figures-schema.ts'

/**
 * The mean over folds with a 95 % interval that allows for the folds sharing training rows: the variance is multiplied
 * by 1/J + held-out rows / training rows. C. Nadeau, Y. Bengio, "Inference for the Generalization Error", Machine
 * Learning 52, 2003. The interval ends where the figure itself does, at `bounds`.
 */
export function foldInterval(
  values: readonly number[],
  folds: number,
  bounds: readonly [number, number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
): Figure {
  const finite = values.filter((value) => Number.isFinite(value))
  if (finite.length === 0) return { value: null, low: null, high: null }
  const mean = finite.reduce((sum, value) => sum + value, 0) / finite.length
  if (finite.length === 1) return { value: mean, low: null, high: null }
  const variance = finite.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (finite.length - 1)
  const half = studentQuantile(0.975, finite.length - 1) * Math.sqrt(variance * (1 / finite.length + 1 / (folds - 1)))
  return { value: mean, low: Math.max(bounds[0], mean - half), high: Math.min(bounds[1], mean + half) }
}
