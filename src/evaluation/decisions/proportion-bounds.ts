import { incompleteBeta } from './incomplete-beta.ts'
import type { Interval } from './interval.ts'
import { normalQuantile } from './normal-quantile.ts'

/**
 * Wilson's two-sided interval of a proportion. Counts may be fractional (effective sizes of weighted rows). Without
 * trials the value is NaN and the interval 0 to 1.
 *
 * E. B. Wilson, JASA 22, 1927.
 */
export function wilsonInterval(successes: number, trials: number, confidence = 0.95): Interval {
  if (!(trials > 0)) return { value: Number.NaN, low: 0, high: 1 }
  const z = normalQuantile(0.5 + confidence / 2)
  const value = successes / trials
  return { value, low: wilsonBound(value, trials, -z), high: wilsonBound(value, trials, z) }
}

/** One end of Wilson's interval, `z` standard errors away (negative: below). */
export function wilsonBound(share: number, trials: number, z: number): number {
  const square = z * z
  const center = share + square / (2 * trials)
  const reach = z * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials * trials))
  const bound = (center + reach) / (1 + square / trials)
  // Rounding must not push an end past the value that it encloses.
  return z < 0 ? Math.min(Math.max(bound, 0), share) : Math.max(Math.min(bound, 1), share)
}

/**
 * Whether a proportion is at least `asked` by the exact one-sided binomial test (Clopper and Pearson 1934): were the
 * true share just below `asked`, so many successes would come up with a probability of at most 1 − `confidence`.
 */
export function surelyAtLeast(successes: number, trials: number, asked: number, confidence: number): boolean {
  if (asked <= 0) return true
  if (asked >= 1 || !(successes > 0)) return false
  return incompleteBeta(successes, trials - successes + 1, asked) <= 1 - confidence
}

/** The largest share for which `surelyAtLeast` holds: Clopper and Pearson's one-sided lower bound. */
export function exactLowerBound(successes: number, trials: number, confidence: number): number {
  if (!(successes > 0)) return 0
  let low = 0
  let high = successes / trials
  for (let step = 0; step < 60 && high - low > 1e-15 * high; step++) {
    const middle = (low + high) / 2
    if (surelyAtLeast(successes, trials, middle, confidence)) low = middle
    else high = middle
  }
  return low
}
