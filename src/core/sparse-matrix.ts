import { DataError } from './errors.ts'
import type { Matrix } from './matrix.ts'
import type { Part } from './part.ts'

/** A matrix of mostly zeros in compressed sparse rows; `indices` ascend within a row. Treat its arrays as read-only. */
export interface SparseMatrix<P extends Part = Part> {
  readonly format: 'csr'
  readonly rowCount: number
  readonly columnCount: number
  /** Row `i` holds the entries from `starts[i]` to `starts[i + 1]`. */
  readonly starts: Int32Array
  readonly indices: Int32Array
  readonly data: Float64Array
  readonly part: P | undefined
}

/** Wraps the three arrays of a CSR matrix, without a copy. */
export function sparseMatrix(
  starts: Int32Array,
  indices: Int32Array,
  data: Float64Array,
  columnCount: number,
): SparseMatrix<never> {
  if (indices.length !== data.length || starts[starts.length - 1] !== data.length) {
    throw new DataError('sparseMatrix: `starts`, `indices` and `data` do not fit each other.')
  }
  return { format: 'csr', rowCount: starts.length - 1, columnCount, starts, indices, data, part: undefined }
}

/** The rows at the given indices, in that order; a row may be taken more than once. */
export function takeSparseRows<P extends Part>(X: SparseMatrix<P>, rows: ArrayLike<number>): SparseMatrix<P> {
  const starts = new Int32Array(rows.length + 1)
  for (let to = 0; to < rows.length; to++) {
    starts[to + 1] = starts[to]! + X.starts[rows[to]! + 1]! - X.starts[rows[to]!]!
  }
  const indices = new Int32Array(starts[rows.length]!)
  const data = new Float64Array(starts[rows.length]!)
  for (let to = 0; to < rows.length; to++) {
    const from = X.starts[rows[to]!]!
    const end = X.starts[rows[to]! + 1]!
    indices.set(X.indices.subarray(from, end), starts[to]!)
    data.set(X.data.subarray(from, end), starts[to]!)
  }
  return { ...X, rowCount: rows.length, starts, indices, data }
}

/** How many columns rows have, dense or sparse. */
export function columnCountOf(X: Matrix | SparseMatrix): number {
  return X.format === 'csr' ? X.columnCount : X.columns.length
}
