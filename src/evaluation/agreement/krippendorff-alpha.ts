import { type ClassName, DataError, labels, parseOptions, z } from '../../core/index.ts'
import { answers, type Ratings } from './ratings.ts'

export const krippendorffAlphaOptions = z.strictObject({
  level: z
    .enum(['nominal', 'ordinal', 'interval', 'ratio'])
    .default('nominal')
    .describe('what a difference means: other or not; how far in rank; how far; how far in proportion'),
})
export type KrippendorffAlphaOptions = z.input<typeof krippendorffAlphaOptions>

/**
 * Krippendorff's alpha: agreement beyond chance for any number of annotators, with gaps, at four levels of measurement.
 * 1 is perfect, 0 what chance gives, below 0 systematic disagreement; 0.8 is the usual bar, 0.667 the lowest. Items with
 * fewer than two answers do not count. Ordinal ranks are the order of the values; interval and ratio need numbers.
 *
 * K. Krippendorff, "Computing Krippendorff's alpha-reliability", 2011. Equal to `kripp.alpha` of R's irr.
 */
export function krippendorffAlpha(ratings: Ratings, options?: KrippendorffAlphaOptions): number {
  const { level } = parseOptions('krippendorffAlpha', krippendorffAlphaOptions, options)
  const items = answers('krippendorffAlpha', ratings).filter((item) => item.length >= 2)
  const values = labels(items.flat()).classes
  const odd = values.find((value) => typeof value !== 'number')
  if (odd !== undefined && (level === 'interval' || level === 'ratio')) {
    throw new DataError(
      `krippendorffAlpha: "${odd}" is not a number, which level ${level} needs. Use nominal or ordinal.`,
    )
  }
  const place = new Map(values.map((value, code) => [value, code]))
  const size = values.length
  const coincidences = new Float64Array(size * size)
  for (const item of items) {
    for (const [a, one] of item.entries()) {
      for (const [b, other] of item.entries()) {
        if (a !== b) coincidences[place.get(one)! * size + place.get(other)!]! += 1 / (item.length - 1)
      }
    }
  }
  const totals = values.map((_, code) =>
    coincidences.subarray(code * size, (code + 1) * size).reduce((sum, count) => sum + count, 0),
  )
  const all = totals.reduce((sum, count) => sum + count, 0)
  let observed = 0
  let expected = 0
  for (let a = 0; a < size; a++) {
    for (let b = a + 1; b < size; b++) {
      const far = distance(level, values, totals, a, b)
      observed += coincidences[a * size + b]! * far
      expected += totals[a]! * totals[b]! * far
    }
  }
  return expected === 0 ? 1 : 1 - ((all - 1) * observed) / expected
}

/** Squared, as Krippendorff defines it for each level. */
function distance(
  level: 'nominal' | 'ordinal' | 'interval' | 'ratio',
  values: readonly ClassName[],
  totals: readonly number[],
  a: number,
  b: number,
): number {
  if (level === 'nominal') return 1
  if (level === 'ordinal') {
    const between = totals.slice(a, b + 1).reduce((sum, count) => sum + count, 0)
    return (between - (totals[a]! + totals[b]!) / 2) ** 2
  }
  const [one, other] = [values[a] as number, values[b] as number]
  const far = level === 'interval' ? one - other : one + other === 0 ? 0 : (one - other) / (one + other)
  return far * far
}
