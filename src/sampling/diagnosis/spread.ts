import type { Spread } from './diagnosis.ts'

/** Quartiles and ends; undefined for no numbers. */
export function spreadOf(values: Float64Array): Spread | undefined {
  if (values.length === 0) return undefined
  const sorted = values.slice().sort()
  return {
    min: sorted[0]!,
    lower: quantile(sorted, 0.25),
    median: quantile(sorted, 0.5),
    upper: quantile(sorted, 0.75),
    max: sorted[sorted.length - 1]!,
  }
}

/** Of ascending numbers, with linear interpolation between the two nearest, as NumPy's `quantile`. */
export function quantile(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share
  const below = Math.floor(place)
  const low = sorted[below]!
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!
  return low + (high - low) * (place - below)
}
