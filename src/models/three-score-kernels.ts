import type { Design } from './design.ts'

// The sparse kernels for three scores a row, the commonest number of classes beyond two, with the scores in registers.

export function sparseScoresOfThree(
  X: Design,
  coefficients: Float64Array,
  scores: Float64Array,
  from: number,
  to: number,
): void {
  const { starts, indices, values } = X
  const last = X.columnCount * 3
  for (let row = from; row < to; row++) {
    const end = starts[row + 1]!
    let s0 = coefficients[last]!
    let s1 = coefficients[last + 1]!
    let s2 = coefficients[last + 2]!
    for (let at = starts[row]!; at < end; at++) {
      const value = values[at]!
      const first = indices[at]! * 3
      s0 += value * coefficients[first]!
      s1 += value * coefficients[first + 1]!
      s2 += value * coefficients[first + 2]!
    }
    scores[row * 3] = s0
    scores[row * 3 + 1] = s1
    scores[row * 3 + 2] = s2
  }
}

export function sparsePullbackOfThree(
  X: Design,
  residuals: Float64Array,
  gradient: Float64Array,
  from: number,
  to: number,
): void {
  const { starts, indices, values } = X
  for (let row = from; row < to; row++) {
    const end = starts[row + 1]!
    const r0 = residuals[row * 3]!
    const r1 = residuals[row * 3 + 1]!
    const r2 = residuals[row * 3 + 2]!
    for (let at = starts[row]!; at < end; at++) {
      const value = values[at]!
      const first = indices[at]! * 3
      gradient[first] = gradient[first]! + value * r0
      gradient[first + 1] = gradient[first + 1]! + value * r1
      gradient[first + 2] = gradient[first + 2]! + value * r2
    }
  }
}
