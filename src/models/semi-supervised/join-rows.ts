import { type Matrix, matrix, type SparseMatrix, sparseMatrix } from '../../core/index.ts'

/** All rows of `X`, then the named rows of `more`, which has the same columns and the same format. */
export function joinRows(
  X: Matrix | SparseMatrix,
  more: Matrix | SparseMatrix,
  rows: Int32Array,
): Matrix<never> | SparseMatrix<never> {
  if (X.format === 'dense' && more.format === 'dense') return joinDense(X, more, rows)
  return joinSparse(X as SparseMatrix, more as SparseMatrix, rows)
}

function joinDense(X: Matrix, more: Matrix, rows: Int32Array): Matrix<never> {
  const width = X.columns.length
  const data = new Float64Array((X.rowCount + rows.length) * width)
  data.set(X.data)
  let to = X.data.length
  for (const row of rows) {
    const start = row * width
    for (let at = start; at < start + width; at++) data[to++] = more.data[at]!
  }
  return matrix(data, X.columns)
}

function joinSparse(X: SparseMatrix, more: SparseMatrix, rows: Int32Array): SparseMatrix<never> {
  const starts = new Int32Array(X.rowCount + rows.length + 1)
  starts.set(X.starts)
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    starts[X.rowCount + i + 1] = starts[X.rowCount + i]! + more.starts[row + 1]! - more.starts[row]!
  }
  const count = starts[starts.length - 1]!
  const indices = new Int32Array(count)
  const data = new Float64Array(count)
  indices.set(X.indices)
  data.set(X.data)
  for (let i = 0; i < rows.length; i++) {
    const from = more.starts[rows[i]!]!
    const end = more.starts[rows[i]! + 1]!
    indices.set(more.indices.subarray(from, end), starts[X.rowCount + i]!)
    data.set(more.data.subarray(from, end), starts[X.rowCount + i]!)
  }
  return sparseMatrix(starts, indices, data, X.columnCount)
}
