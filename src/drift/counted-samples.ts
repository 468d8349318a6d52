import { log } from '../core/index.ts'
import { chiSquareTail } from '../evaluation/index.ts'

/** How many rows of each sample fall on each value, or into each bin. */
export interface CountedSamples {
  readonly reference: Float64Array
  readonly current: Float64Array
}

/** Pearson's test that both samples have the same shares; equal to `chi2_contingency(…, correction=False)` of SciPy. */
export function chiSquare({ reference, current }: CountedSamples): { statistic: number; pValue: number } {
  const [before, now] = [total(reference), total(current)]
  let statistic = 0
  let used = 0
  for (let at = 0; at < reference.length; at++) {
    const both = reference[at]! + current[at]!
    if (both === 0) continue
    used++
    const expectedBefore = (both * before) / (before + now)
    const expectedNow = (both * now) / (before + now)
    statistic +=
      (reference[at]! - expectedBefore) ** 2 / expectedBefore + (current[at]! - expectedNow) ** 2 / expectedNow
  }
  return { statistic, pValue: used < 2 ? 1 : chiSquareTail(statistic, used - 1) }
}

/**
 * The Jensen-Shannon distance, 0 (equal shares) to 1 (nothing in common): the root of the divergence in bits. Equal to
 * `scipy.spatial.distance.jensenshannon(…, base=2)`.
 */
export function jensenShannon({ reference, current }: CountedSamples): number {
  const [before, now] = [total(reference), total(current)]
  let sum = 0
  for (let at = 0; at < reference.length; at++) {
    const p = reference[at]! / before
    const q = current[at]! / now
    if (p > 0) sum += p * log((2 * p) / (p + q))
    if (q > 0) sum += q * log((2 * q) / (p + q))
  }
  return Math.sqrt(Math.max(0, sum / 2 / Math.LN2))
}

/**
 * The population stability index, Σ (q − p) ln(q / p): below 0.1 is taken for stable, above 0.25 for a shift. Empty bins
 * count as half a row, since the index knows no zero.
 */
export function populationStability({ reference, current }: CountedSamples): number {
  const [before, now] = [total(reference), total(current)]
  let sum = 0
  for (let at = 0; at < reference.length; at++) {
    if (reference[at]! + current[at]! === 0) continue
    const p = Math.max(reference[at]!, 0.5) / before
    const q = Math.max(current[at]!, 0.5) / now
    sum += (q - p) * log(q / p)
  }
  return sum
}

function total(counts: Float64Array): number {
  let sum = 0
  for (const count of counts) sum += count
  return sum
}
