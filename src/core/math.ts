import { exp } from './exp.ts'
import { log, log1p } from './log.ts'

/** 1 / (1 + exp(−x)), without overflow at either end. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-x))
  const e = exp(x)
  return e / (1 + e)
}

/** ln(1 + exp(x)), without overflow. */
export function softplus(x: number): number {
  return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x))
}

/** ln Σ exp(values[i]) over from ≤ i < to, without overflow; −Infinity for no values. */
export function logSumExp(values: Float64Array, from = 0, to = values.length): number {
  let largest = -Infinity
  for (let i = from; i < to; i++) {
    const value = values[i]!
    if (Number.isNaN(value)) return NaN
    if (value > largest) largest = value
  }
  if (!(largest > -Infinity && largest < Infinity)) return largest
  let sum = 0
  for (let i = from; i < to; i++) sum += exp(values[i]! - largest)
  return largest + log(sum)
}
