import type { Design } from './design.ts'
import { sparsePullbackOfThree, sparseScoresOfThree } from './three-score-kernels.ts'

// Coefficients are feature-major, `(columns + 1) × width`, the intercepts last; scores are row-major, `rows × width`.

/** scores ← X · coefficients + intercepts, for the rows from `from` to `to`. */
export function linearScores(
  X: Design,
  coefficients: Float64Array,
  width: number,
  scores: Float64Array,
  from: number,
  to: number,
): void {
  if (X.cells) {
    if (width === 1) denseScores(X.cells, X.columnCount, coefficients, scores, from, to)
    else denseScoresWide(X.cells, X.columnCount, coefficients, width, scores, from, to)
  } else if (width === 1) sparseScores(X, coefficients, scores, from, to)
  else if (width === 3) sparseScoresOfThree(X, coefficients, scores, from, to)
  else sparseScoresWide(X, coefficients, width, scores, from, to)
}

/**
 * gradient ← gradient + Xᵀ · residuals (and their sums for the intercepts), for the rows from `from` to `to`. With one
 * score a row, rows whose residual is 0 cost nothing.
 */
export function addPullback(
  X: Design,
  residuals: Float64Array,
  width: number,
  gradient: Float64Array,
  from: number,
  to: number,
): void {
  if (X.cells) {
    if (width === 1) densePullback(X.cells, X.columnCount, residuals, gradient, from, to)
    else densePullbackWide(X.cells, X.columnCount, residuals, width, gradient, from, to)
  } else if (width === 1) sparsePullback(X, residuals, gradient, from, to)
  else if (width === 3) sparsePullbackOfThree(X, residuals, gradient, from, to)
  else sparsePullbackWide(X, residuals, width, gradient, from, to)
  const last = X.columnCount * width
  for (let k = 0; k < width; k++) {
    let sum = gradient[last + k]!
    for (let at = from * width + k; at < to * width; at += width) sum += residuals[at]!
    gradient[last + k] = sum
  }
}

function denseScores(
  cells: Float64Array,
  columns: number,
  coefficients: Float64Array,
  scores: Float64Array,
  from: number,
  to: number,
): void {
  const whole = columns & ~3
  for (let row = from; row < to; row++) {
    const start = row * columns
    let s0 = coefficients[columns]!
    let s1 = 0
    let s2 = 0
    let s3 = 0
    for (let j = 0; j < whole; j += 4) {
      s0 += cells[start + j]! * coefficients[j]!
      s1 += cells[start + j + 1]! * coefficients[j + 1]!
      s2 += cells[start + j + 2]! * coefficients[j + 2]!
      s3 += cells[start + j + 3]! * coefficients[j + 3]!
    }
    for (let j = whole; j < columns; j++) s0 += cells[start + j]! * coefficients[j]!
    scores[row] = s0 + s1 + (s2 + s3)
  }
}

function densePullback(
  cells: Float64Array,
  columns: number,
  residuals: Float64Array,
  gradient: Float64Array,
  from: number,
  to: number,
): void {
  let done = from
  // Four rows at a time read and write the gradient once; rows at rest are passed over.
  for (let row = from; ; ) {
    while (row < to && residuals[row] === 0) row++
    const a = row++
    while (row < to && residuals[row] === 0) row++
    const b = row++
    while (row < to && residuals[row] === 0) row++
    const c = row++
    while (row < to && residuals[row] === 0) row++
    const d = row++
    if (d >= to) break
    done = row
    const r0 = residuals[a]!
    const r1 = residuals[b]!
    const r2 = residuals[c]!
    const r3 = residuals[d]!
    const c0 = a * columns
    const c1 = b * columns
    const c2 = c * columns
    const c3 = d * columns
    for (let j = 0; j < columns; j++) {
      gradient[j] =
        gradient[j]! + (cells[c0 + j]! * r0 + cells[c1 + j]! * r1 + (cells[c2 + j]! * r2 + cells[c3 + j]! * r3))
    }
  }
  for (let row = done; row < to; row++) {
    const residual = residuals[row]!
    if (residual === 0) continue
    const start = row * columns
    for (let j = 0; j < columns; j++) gradient[j] = gradient[j]! + cells[start + j]! * residual
  }
}

function denseScoresWide(
  cells: Float64Array,
  columns: number,
  coefficients: Float64Array,
  width: number,
  scores: Float64Array,
  from: number,
  to: number,
): void {
  for (let row = from; row < to; row++) {
    const out = row * width
    for (let k = 0; k < width; k++) scores[out + k] = coefficients[columns * width + k]!
    for (let j = 0; j < columns; j++) {
      const value = cells[row * columns + j]!
      const at = j * width
      for (let k = 0; k < width; k++) scores[out + k] = scores[out + k]! + value * coefficients[at + k]!
    }
  }
}

function densePullbackWide(
  cells: Float64Array,
  columns: number,
  residuals: Float64Array,
  width: number,
  gradient: Float64Array,
  from: number,
  to: number,
): void {
  for (let row = from; row < to; row++) {
    const start = row * width
    for (let j = 0; j < columns; j++) {
      const value = cells[row * columns + j]!
      const at = j * width
      for (let k = 0; k < width; k++) gradient[at + k] = gradient[at + k]! + value * residuals[start + k]!
    }
  }
}

function sparseScores(X: Design, coefficients: Float64Array, scores: Float64Array, from: number, to: number): void {
  const { starts, indices, values } = X
  const intercept = coefficients[X.columnCount]!
  for (let row = from; row < to; row++) {
    const end = starts[row + 1]!
    let sum = intercept
    for (let at = starts[row]!; at < end; at++) sum += values[at]! * coefficients[indices[at]!]!
    scores[row] = sum
  }
}

function sparsePullback(X: Design, residuals: Float64Array, gradient: Float64Array, from: number, to: number): void {
  const { starts, indices, values } = X
  for (let row = from; row < to; row++) {
    const residual = residuals[row]!
    if (residual === 0) continue
    const end = starts[row + 1]!
    for (let at = starts[row]!; at < end; at++) {
      const j = indices[at]!
      gradient[j] = gradient[j]! + values[at]! * residual
    }
  }
}

function sparseScoresWide(
  X: Design,
  coefficients: Float64Array,
  width: number,
  scores: Float64Array,
  from: number,
  to: number,
): void {
  const { starts, indices, values } = X
  const last = X.columnCount * width
  for (let row = from; row < to; row++) {
    const out = row * width
    const end = starts[row + 1]!
    for (let k = 0; k < width; k++) scores[out + k] = coefficients[last + k]!
    for (let at = starts[row]!; at < end; at++) {
      const value = values[at]!
      const first = indices[at]! * width
      for (let k = 0; k < width; k++) scores[out + k] = scores[out + k]! + value * coefficients[first + k]!
    }
  }
}

function sparsePullbackWide(
  X: Design,
  residuals: Float64Array,
  width: number,
  gradient: Float64Array,
  from: number,
  to: number,
): void {
  const { starts, indices, values } = X
  for (let row = from; row < to; row++) {
    const start = row * width
    const end = starts[row + 1]!
    for (let at = starts[row]!; at < end; at++) {
      const value = values[at]!
      const first = indices[at]! * width
      for (let k = 0; k < width; k++) gradient[first + k] = gradient[first + k]! + value * residuals[start + k]!
    }
  }
}
