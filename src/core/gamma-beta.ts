import { exp } from './exp.ts'
import { log } from './log.ts'
import { pow } from './pow.ts'
import type { WordStream } from './word-stream.ts'

/** A draw from the gamma distribution of that shape and scale 1: Marsaglia and Tsang above 1, Ahrens and Dieter below. */
export function gammaDraw(stream: WordStream, shape: number): number {
  if (shape === 1) return exponentialDraw(stream)
  if (shape < 1) return smallGammaDraw(stream, shape)
  const b = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * b)
  for (;;) {
    let x: number
    let root: number
    do {
      x = stream.normal()
      root = 1 + c * x
    } while (root <= 0)
    const v = root * root * root
    const u = stream.double()
    if (u < 1 - 0.0331 * (x * x) * (x * x)) return b * v
    if (log(u) < 0.5 * x * x + b * (1 - v + log(v))) return b * v
  }
}

function smallGammaDraw(stream: WordStream, shape: number): number {
  for (;;) {
    const u = stream.double()
    const v = exponentialDraw(stream)
    if (u <= 1 - shape) {
      const x = pow(u, 1 / shape)
      if (x <= v) return x
    } else {
      const y = -log((1 - u) / shape)
      const x = pow(1 - shape + shape * y, 1 / shape)
      if (x <= v + y) return x
    }
  }
}

function exponentialDraw(stream: WordStream): number {
  return -log(1 - stream.double())
}

/** A draw from the beta distribution: two gammas, or Jöhnk's method where both shapes are at most 1. */
export function betaDraw(stream: WordStream, a: number, b: number): number {
  if (a > 1 || b > 1) {
    const first = gammaDraw(stream, a)
    return first / (first + gammaDraw(stream, b))
  }
  for (;;) {
    const u = stream.double()
    const v = stream.double()
    const x = pow(u, 1 / a)
    const y = pow(v, 1 / b)
    if (x + y > 1 || u + v === 0) continue
    if (x + y > 0) return x / (x + y)
    // Both powers are too small for a double: the same quotient by logarithms.
    const logX = log(u) / a
    const logY = log(v) / b
    const largest = Math.max(logX, logY)
    return exp(logX - largest - log(exp(logX - largest) + exp(logY - largest)))
  }
}
