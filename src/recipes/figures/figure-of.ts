import type { Interval } from '../../evaluation/index.ts'
import type { Figure } from './part-figures-schema.ts'

/** A figure for JSON, where NaN has no place. */
export function figureOf({ value, low, high }: Interval): Figure {
  const known = (number: number): number | null => (Number.isFinite(number) ? number : null)
  return { value: known(value), low: known(low), high: known(high) }
}

/** A figure without an interval. */
export function bare(value: number): Figure {
  return figureOf({ value, low: Number.NaN, high: Number.NaN })
}
