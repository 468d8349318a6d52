import { factorize, solve } from './cholesky.ts'
import type { Design } from './design.ts'

// Coefficients are feature-major, `size × width`, where `size` counts the columns and, last, the intercept.

/** diagonal ← diagonal + Σ h x², the diagonal of Xᵀ H X, for the rows from `from` to `to`. */
export function addDiagonal(
  X: Design,
  curvature: Float64Array,
  width: number,
  diagonal: Float64Array,
  from: number,
  to: number,
): void {
  const { cells, columnCount, starts, indices, values } = X
  const last = columnCount * width
  for (let row = from; row < to; row++) {
    const start = row * width
    const begin = cells ? row * columnCount : starts[row]!
    const end = cells ? begin + columnCount : starts[row + 1]!
    for (let at = begin; at < end; at++) {
      const value = cells ? cells[at]! : values[at]!
      const first = (cells ? at - begin : indices[at]!) * width
      for (let k = 0; k < width; k++) {
        diagonal[first + k] = diagonal[first + k]! + value * value * curvature[start + k]!
      }
    }
    for (let k = 0; k < width; k++) diagonal[last + k] = diagonal[last + k]! + curvature[start + k]!
  }
}

/** Adds the rows from `from` to `to` to the lower triangle of Xᵀ H X of score `k`, the intercept as last column. */
export function addHessian(
  X: Design,
  curvature: Float64Array,
  width: number,
  k: number,
  hessian: Float64Array,
  from: number,
  to: number,
): void {
  const { cells, columnCount, starts, indices, values } = X
  const size = columnCount + 1
  const last = columnCount * size
  for (let row = from; row < to; row++) {
    const h = curvature[row * width + k]!
    if (h === 0) continue
    if (cells) {
      const begin = row * columnCount
      for (let a = 0; a < columnCount; a++) {
        const product = h * cells[begin + a]!
        const line = a * size
        for (let b = 0; b <= a; b++) hessian[line + b] = hessian[line + b]! + product * cells[begin + b]!
        hessian[last + a] = hessian[last + a]! + product
      }
    } else {
      const begin = starts[row]!
      const end = starts[row + 1]!
      for (let a = begin; a < end; a++) {
        const product = h * values[a]!
        const line = indices[a]! * size
        for (let b = begin; b <= a; b++)
          hessian[line + indices[b]!] = hessian[line + indices[b]!]! + product * values[b]!
        hessian[last + indices[a]!] = hessian[last + indices[a]!]! + product
      }
    }
    hessian[last + columnCount] = hessian[last + columnCount]! + h
  }
}

/** The inverse of one Hessian a score, each given by its lower triangle, as an operation in place. */
export function inverseOf(hessians: readonly Float64Array[], size: number): (vector: Float64Array) => void {
  for (const hessian of hessians) factorize(hessian, size)
  return (vector) => {
    for (const [k, factor] of hessians.entries()) solve(factor, size, vector, k, hessians.length)
  }
}
