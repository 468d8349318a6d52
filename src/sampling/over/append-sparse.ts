import type { SparseMatrix } from '../../core/index.ts'

/** Rows in compressed form, as in a `SparseMatrix`. */
export interface SparseRows {
  readonly starts: Int32Array
  readonly indices: Int32Array
  readonly data: Float64Array
}

/** The rows of a sparse matrix with the new ones after them. */
export function appendSparse(X: SparseMatrix<'train'>, made: readonly SparseRows[]): SparseMatrix<'train'> {
  if (made.length === 0) return X
  const parts: readonly SparseRows[] = [X, ...made]
  const rowCount = parts.reduce((sum, { starts }) => sum + starts.length - 1, 0)
  const entries = parts.reduce((sum, { data }) => sum + data.length, 0)
  const starts = new Int32Array(rowCount + 1)
  const indices = new Int32Array(entries)
  const data = new Float64Array(entries)
  let row = 0
  let entry = 0
  for (const part of parts) {
    for (let own = 1; own < part.starts.length; own++) starts[++row] = entry + part.starts[own]!
    indices.set(part.indices, entry)
    data.set(part.data, entry)
    entry += part.data.length
  }
  return { ...X, rowCount, starts, indices, data }
}
