import { exp, log1p } from '../core/index.ts'
import { logisticLoss } from './logistic-loss.ts'

/**
 * Probabilities of scores that each tell one class from the rest: the sigmoids of `slope` × score, for more than two
 * classes as shares of their sum.
 */
export function sigmoidShares(scores: Float64Array, classCount: number, slope: number): Float64Array {
  const scaled = slope === 1 ? scores : scores.map((z) => slope * z)
  if (classCount === 2) return logisticLoss.probabilities(scaled, 2)
  const result = new Float64Array(scaled.length)
  for (let start = 0; start < scaled.length; start += classCount) {
    // Logarithms of sigmoids, so that a row that is far from all classes still has a nearest one.
    let top = -Infinity
    for (let k = start; k < start + classCount; k++) {
      const z = scaled[k]!
      const value = Math.min(z, 0) - log1p(exp(z < 0 ? z : -z))
      result[k] = value
      if (value > top) top = value
    }
    let total = 0
    for (let k = start; k < start + classCount; k++) {
      const power = exp(result[k]! - top)
      result[k] = power
      total += power
    }
    for (let k = start; k < start + classCount; k++) result[k] = result[k]! / total
  }
  return result
}
