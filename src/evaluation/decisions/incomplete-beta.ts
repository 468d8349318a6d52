import { exp, log, log1p } from '../../core/index.ts'

/**
 * The regularized incomplete beta function I_x(a, b): the share of a beta(a, b) variable below `x`. For whole k and n,
 * I_x(k, n − k + 1) is the probability of at least k successes in n trials of chance x. By Lentz's continued fraction.
 */
export function incompleteBeta(a: number, b: number, x: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log1p(-x))
  return x < (a + 1) / (a + b + 2) ? (front * fraction(a, b, x)) / a : 1 - (front * fraction(b, a, 1 - x)) / b
}

function fraction(a: number, b: number, x: number): number {
  const tiny = 1e-300
  let c = 1
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1), tiny)
  let value = d
  for (let m = 1; m <= 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / awayFromZero(1 + even * d, tiny)
    c = awayFromZero(1 + even / c, tiny)
    value *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / awayFromZero(1 + odd * d, tiny)
    c = awayFromZero(1 + odd / c, tiny)
    value *= d * c
    if (Math.abs(d * c - 1) < 3e-16) break
  }
  return value
}

function awayFromZero(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value
}

const stirling = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400]

/** ln Γ(x) for x > 0, by Stirling's series after stepping up to x ≥ 15. */
export function logGamma(x: number): number {
  let product = 1
  let z = x
  while (z < 15) product *= z++
  let series = 0
  for (let k = stirling.length - 1; k >= 0; k--) series = series / (z * z) + stirling[k]!
  return (z - 0.5) * log(z) - z + 0.9189385332046728 + series / z - log(product)
}
