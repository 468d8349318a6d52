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

/**
 * Adds the rows from `from` to `to` to the lower triangle of Xᵀ H X, H being one a row, the intercept as last column. Rows
 * without curvature cost nothing.
 */
export function addHessian(X: Design, curvature: Float64Array, hessian: Float64Array, from: number, to: number): void {
  const { cells, columnCount, starts, indices, values } = X
  const size = columnCount + 1
  const last = columnCount * size
  let row = from
  if (cells) row = addDenseRows(cells, columnCount, curvature, hessian, from, to)
  for (; row < to; row++) {
    const h = curvature[row]!
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
        const column = indices[a]!
        for (let b = begin; b <= a; b++) {
          // The cells of a row may come in any order of their columns.
          const other = indices[b]!
          const place = other > column ? other * size + column : column * size + other
          hessian[place] = hessian[place]! + product * values[b]!
        }
        hessian[last + column] = hessian[last + column]! + product
      }
    }
    hessian[last + columnCount] = hessian[last + columnCount]! + h
  }
}

/** Four dense rows at a time read and write the Hessian once. Gives the row that comes after the last four. */
function addDenseRows(
  cells: Float64Array,
  columnCount: number,
  curvature: Float64Array,
  hessian: Float64Array,
  from: number,
  to: number,
): number {
  const size = columnCount + 1
  const last = columnCount * size
  let done = from
  for (let row = from; ; ) {
    while (row < to && curvature[row] === 0) row++
    const r0 = row++
    while (row < to && curvature[row] === 0) row++
    const r1 = row++
    while (row < to && curvature[row] === 0) row++
    const r2 = row++
    while (row < to && curvature[row] === 0) row++
    const r3 = row++
    if (r3 >= to) return done
    done = row
    const h0 = curvature[r0]!
    const h1 = curvature[r1]!
    const h2 = curvature[r2]!
    const h3 = curvature[r3]!
    const c0 = r0 * columnCount
    const c1 = r1 * columnCount
    const c2 = r2 * columnCount
    const c3 = r3 * columnCount
    for (let a = 0; a < columnCount; a++) {
      const p0 = h0 * cells[c0 + a]!
      const p1 = h1 * cells[c1 + a]!
      const p2 = h2 * cells[c2 + a]!
      const p3 = h3 * cells[c3 + a]!
      const line = a * size
      for (let b = 0; b <= a; b++) {
        hessian[line + b] =
          hessian[line + b]! + (p0 * cells[c0 + b]! + p1 * cells[c1 + b]! + (p2 * cells[c2 + b]! + p3 * cells[c3 + b]!))
      }
      hessian[last + a] = hessian[last + a]! + (p0 + p1 + (p2 + p3))
    }
    hessian[last + columnCount] = hessian[last + columnCount]! + (h0 + h1 + (h2 + h3))
  }
}

/** The inverse of one Hessian a score, each given by its lower triangle, as an operation in place. */
export function inverseOf(hessians: readonly Float64Array[], size: number): (vector: Float64Array) => void {
  for (const hessian of hessians) factorize(hessian, size)
  return (vector) => {
    for (const [k, factor] of hessians.entries()) solve(factor, size, vector, k, hessians.length)
  }
}
