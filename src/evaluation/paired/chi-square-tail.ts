import { exp, log } from '../../core/index.ts'
import { logGamma } from '../decisions/incomplete-beta.ts'

/**
 * The share of a chi-square variable of so many degrees of freedom that lies above `x`: the regularized upper
 * incomplete gamma function Q(k / 2, x / 2), by its series below and its continued fraction above.
 */
export function chiSquareTail(x: number, degrees: number): number {
  if (x <= 0) return 1
  if (x === Number.POSITIVE_INFINITY) return 0
  const a = degrees / 2
  const z = x / 2
  const front = exp(a * log(z) - z - logGamma(a))
  return z < a + 1 ? 1 - front * series(a, z) : front * fraction(a, z)
}

function series(a: number, z: number): number {
  let term = 1 / a
  let sum = term
  for (let n = 1; n < 10_000 && term > sum * 1e-17; n++) {
    term *= z / (a + n)
    sum += term
  }
  return sum
}

/** Lentz's method. */
function fraction(a: number, z: number): number {
  let b = z + 1 - a
  let c = 1e300
  let d = 1 / b
  let value = d
  for (let n = 1; n < 10_000; n++) {
    const factor = -n * (n - a)
    b += 2
    d = 1 / (factor * d + b || 1e-300)
    c = b + factor / c || 1e-300
    value *= c * d
    if (Math.abs(c * d - 1) < 3e-16) break
  }
  return value
}
