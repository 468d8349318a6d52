import { OptionError } from '../../core/index.ts'
import { incompleteBeta } from './incomplete-beta.ts'

/**
 * The point that a variable of Student's t distribution with so many degrees of freedom stays below with this
 * probability, for intervals around a mean of few values. By bisection on the incomplete beta function; about 12 digits.
 * Throws `OptionError` when the probability is not between 0 and 1 or there is no degree of freedom.
 */
export function studentQuantile(probability: number, degrees: number): number {
  if (!(probability > 0 && probability < 1)) {
    throw new OptionError(`studentQuantile: \`probability\` must be between 0 and 1; it is ${probability}.`)
  }
  if (!(degrees > 0)) throw new OptionError(`studentQuantile: \`degrees\` must be more than 0; it is ${degrees}.`)
  if (probability === 0.5) return 0
  if (probability < 0.5) return -studentQuantile(1 - probability, degrees)
  const beyond = 2 * (1 - probability)
  // With x = t² / (degrees + t²), the share of the distribution beyond ±t is I_(1−x)(degrees / 2, 1 / 2).
  let low = 0
  let high = 1
  while (outside(high, degrees) > beyond && high < 1e300) high *= 2
  for (let step = 0; step < 200 && high - low > 1e-15 * high; step++) {
    const middle = low + (high - low) / 2
    if (outside(middle, degrees) > beyond) low = middle
    else high = middle
  }
  return low + (high - low) / 2
}

function outside(t: number, degrees: number): number {
  return incompleteBeta(degrees / 2, 0.5, 1 / (1 + (t / degrees) * t))
}
