import { incompleteBeta } from './incomplete-beta.ts'

/** The quantile of Student's t distribution at `probability` in [0.5, 1), by bisection of its distribution function. */
export function studentQuantile(probability: number, degreesOfFreedom: number): number {
  const below = (t: number) =>
    1 - 0.5 * incompleteBeta(degreesOfFreedom / 2, 0.5, degreesOfFreedom / (degreesOfFreedom + t * t))
  let low = 0
  let high = 1
  while (below(high) < probability) high *= 2
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2
    if (below(middle) < probability) low = middle
    else high = middle
  }
  return (low + high) / 2
}
