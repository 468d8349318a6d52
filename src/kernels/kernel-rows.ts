import { exp, type Matrix, type SparseMatrix } from '../core/index.ts'
import { densePanels, fillPanels, panelCount } from './dense-panels.ts'
import { type KernelFunction, wholePower } from './kernel-function.ts'
import type { RowDots } from './row-dots.ts'
import { sparseDots } from './sparse-dots.ts'

/** Values of a kernel between a vector and rows that are held ready for it, in an order that may be changed. */
export interface KernelRows extends Omit<RowDots, 'dots'> {
  /** Squared lengths of the rows, by position. */
  readonly squares: Float64Array
  /** k(row, row) of the row at a position. */
  diagonal(position: number): number
  /**
   * values[j] ← k(query, row at position j) for `from` ≤ j < `to`; up to 7 places around may be overwritten too.
   * `square` is the squared length of the query.
   */
  evaluate(square: number, from: number, to: number): void
}

/**
 * Holds the rows at the given indices of a matrix ready for a kernel. Sums run over the columns in their order; a
 * Gaussian below e^−700 is 0. `fastKernelRows` gives the same bits sooner where there is WebAssembly.
 */
export function kernelRows(X: Matrix | SparseMatrix, rows: Int32Array, kernel: KernelFunction): KernelRows {
  const squares = new Float64Array(panelCount(rows.length) * 8)
  writeSquares(X, rows, squares, 0, rows.length)
  const held = X.format === 'csr' ? sparseDots(X, rows) : plainPanels(X, rows)
  return withKernel(held, squares, kernel, (square, from, to) => {
    held.dots(from, to)
    applyKernel(kernel, held.values, square, squares, from, to)
  })
}

/** Makes kernel rows of rows, given how a stretch of them is evaluated. */
export function withKernel(
  held: RowDots,
  squares: Float64Array,
  { kind, gamma, degree, coef0 }: KernelFunction,
  evaluate: KernelRows['evaluate'],
): KernelRows {
  const { rowCount, columnCount, cost, query, values, ask } = held
  return {
    rowCount,
    columnCount,
    cost: cost + (kind === 'rbf' ? 10 : 1) * rowCount,
    query,
    values,
    squares,
    ask,
    evaluate,
    diagonal(position) {
      if (kind === 'rbf') return 1
      return kind === 'linear' ? squares[position]! : wholePower(gamma * squares[position]! + coef0, degree)
    },
    swap(a, b) {
      held.swap(a, b)
      const square = squares[a]!
      squares[a] = squares[b]!
      squares[b] = square
    },
  }
}

/** Writes the squared lengths of rows, from one position to another. */
export function writeSquares(
  X: Matrix | SparseMatrix,
  rows: Int32Array,
  squares: Float64Array,
  from: number,
  to: number,
): void {
  const { data } = X
  const width = X.format === 'csr' ? 0 : X.columns.length
  for (let position = from; position < to; position++) {
    const row = rows[position]!
    const start = X.format === 'csr' ? X.starts[row]! : row * width
    const end = X.format === 'csr' ? X.starts[row + 1]! : start + width
    let sum = 0
    for (let at = start; at < end; at++) sum += data[at]! * data[at]!
    squares[position] = sum
  }
}

function plainPanels(X: Matrix, rows: Int32Array): RowDots {
  const columnCount = X.columns.length
  const places = panelCount(rows.length) * 8
  const panels = new Float64Array(places * columnCount)
  fillPanels(X.data, columnCount, rows, panels, 0, rows.length)
  const store = { panels, query: new Float64Array(columnCount), values: new Float64Array(places) }
  return densePanels(store, rows.length)
}

/** Turns inner products into values of a kernel. */
function applyKernel(
  { kind, gamma, degree, coef0 }: KernelFunction,
  values: Float64Array,
  square: number,
  squares: Float64Array,
  from: number,
  to: number,
): void {
  if (kind === 'rbf') {
    for (let j = from; j < to; j++) {
      const x = -gamma * (square + squares[j]! - 2 * values[j]!)
      values[j] = x < -700 ? 0 : exp(x)
    }
  } else if (kind === 'poly') {
    for (let j = from; j < to; j++) values[j] = wholePower(gamma * values[j]! + coef0, degree)
  }
}
