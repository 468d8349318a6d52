import type { Matrix, SparseMatrix } from '../core/index.ts'
import { exp } from '../core/index.ts'
import { densePanels } from './dense-panels.ts'
import { type KernelFunction, wholePower } from './kernel-function.ts'
import type { RowDots } from './row-dots.ts'
import { sparseDots } from './sparse-dots.ts'

/** Values of a kernel between any vector and rows that are held ready for it. */
export interface KernelRows extends Omit<RowDots, 'dots'> {
  /** Squared lengths of the rows, by position. */
  readonly squares: Float64Array
  /** k(row, row) of the row at a position. */
  diagonal(position: number): number
  /** out[j] ← k(query, row at position j), as `dots` does it. `querySquare` is the squared length of the query. */
  evaluate(query: Float64Array, querySquare: number, from: number, to: number, out: Float64Array): void
}

/** Holds the rows at the given indices of a matrix ready for a kernel. Sums run over the columns in their order. */
export function kernelRows(X: Matrix | SparseMatrix, rows: Int32Array, kernel: KernelFunction): KernelRows {
  const held: RowDots = X.format === 'csr' ? sparseDots(X, rows) : densePanels(X, rows)
  const { kind, gamma, degree, coef0 } = kernel
  const squares = squaresOf(X, rows)

  function evaluate(query: Float64Array, querySquare: number, from: number, to: number, out: Float64Array): void {
    held.dots(query, from, to, out)
    if (kind === 'rbf') {
      for (let j = from; j < to; j++) out[j] = exp(-gamma * (querySquare + squares[j]! - 2 * out[j]!))
    } else if (kind === 'poly') {
      for (let j = from; j < to; j++) out[j] = wholePower(gamma * out[j]! + coef0, degree)
    }
  }

  return {
    rowCount: held.rowCount,
    columnCount: held.columnCount,
    cost: held.cost + (kind === 'rbf' ? 10 : 1) * held.rowCount,
    squares,
    diagonal(position) {
      if (kind === 'rbf') return 1
      return kind === 'linear' ? squares[position]! : wholePower(gamma * squares[position]! + coef0, degree)
    },
    evaluate,
    copyRow: held.copyRow,
    swap(a, b) {
      held.swap(a, b)
      const square = squares[a]!
      squares[a] = squares[b]!
      squares[b] = square
    },
  }
}

function squaresOf(X: Matrix | SparseMatrix, rows: Int32Array): Float64Array {
  const { data } = X
  const width = X.format === 'csr' ? 0 : X.columns.length
  return Float64Array.from(rows, (row) => {
    const from = X.format === 'csr' ? X.starts[row]! : row * width
    const to = X.format === 'csr' ? X.starts[row + 1]! : from + width
    let sum = 0
    for (let at = from; at < to; at++) sum += data[at]! * data[at]!
    return sum
  })
}
