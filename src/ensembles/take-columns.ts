import { type Matrix, type SparseMatrix, takeColumns } from '../core/index.ts'

/** The columns of a matrix, dense or sparse, at ascending places; a place may stand there more than once. */
export function takeColumnsOf<X extends Matrix | SparseMatrix>(X: X, places: Int32Array): X {
  return (X.format === 'csr' ? takeSparseColumns(X, places) : takeColumns(X, [...places])) as X
}

function takeSparseColumns(X: SparseMatrix, places: Int32Array): SparseMatrix {
  /** Where a column's first copy goes, and how many copies there are. */
  const first = new Int32Array(X.columnCount)
  const copies = new Int32Array(X.columnCount)
  for (let to = places.length - 1; to >= 0; to--) {
    first[places[to]!] = to
    copies[places[to]!]!++
  }
  let count = 0
  for (let entry = 0; entry < X.indices.length; entry++) count += copies[X.indices[entry]!]!
  const starts = new Int32Array(X.rowCount + 1)
  const indices = new Int32Array(count)
  const data = new Float64Array(count)
  let to = 0
  for (let row = 0; row < X.rowCount; row++) {
    for (let entry = X.starts[row]!; entry < X.starts[row + 1]!; entry++) {
      const column = X.indices[entry]!
      for (let copy = 0; copy < copies[column]!; copy++) {
        indices[to] = first[column]! + copy
        data[to++] = X.data[entry]!
      }
    }
    starts[row + 1] = to
  }
  return { ...X, columnCount: places.length, starts, indices, data }
}
