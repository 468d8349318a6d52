import { exp } from '../core/index.ts'

/** Two samples of numbers, sorted, without missing values. */
export interface SortedSamples {
  readonly reference: Float64Array
  readonly current: Float64Array
}

/**
 * The two-sample test of Kolmogorov and Smirnov: the greatest distance between the two distribution functions, and how
 * surprising it would be if both came from one. The p-value is that of the limit distribution, with Stephens'
 * correction for few rows. With many thousand rows it calls differences significant that are of no account: look at the
 * distance then.
 */
export function kolmogorovSmirnov({ reference, current }: SortedSamples): { statistic: number; pValue: number } {
  let statistic = 0
  let a = 0
  let b = 0
  while (a < reference.length && b < current.length) {
    const value = Math.min(reference[a]!, current[b]!)
    while (a < reference.length && reference[a] === value) a++
    while (b < current.length && current[b] === value) b++
    statistic = Math.max(statistic, Math.abs(a / reference.length - b / current.length))
  }
  const effective = Math.sqrt((reference.length * current.length) / (reference.length + current.length))
  return { statistic, pValue: kolmogorovTail((effective + 0.12 + 0.11 / effective) * statistic) }
}

/** 2 Σ (−1)^(j−1) exp(−2 j² x²). */
function kolmogorovTail(x: number): number {
  if (x < 0.2) return 1
  let sum = 0
  let sign = 1
  for (let j = 1; j <= 100; j++) {
    const term = exp(-2 * j * j * x * x)
    sum += sign * term
    sign = -sign
    if (term < 1e-16) break
  }
  return Math.min(1, Math.max(0, 2 * sum))
}

/** The area between the two distribution functions: by how much a value has moved on average, in the unit of the column. */
export function wasserstein({ reference, current }: SortedSamples): number {
  let a = 0
  let b = 0
  let area = 0
  let before = Math.min(reference[0]!, current[0]!)
  while (a < reference.length || b < current.length) {
    const value = Math.min(reference[a] ?? Number.POSITIVE_INFINITY, current[b] ?? Number.POSITIVE_INFINITY)
    area += Math.abs(a / reference.length - b / current.length) * (value - before)
    while (a < reference.length && reference[a] === value) a++
    while (b < current.length && current[b] === value) b++
    before = value
  }
  return area
}
