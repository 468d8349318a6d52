import { type Context, inBlocks, type Matrix, type SparseMatrix, takeSparseRows } from '../core/index.ts'

/** The columns of a matrix, dense or sparse, at ascending places; a place may stand there more than once. */
export function takeColumnsOf<X extends Matrix | SparseMatrix>(X: X, places: Int32Array): X {
  if (X.format === 'csr') return takeSparseColumns(X, places) as X
  const data = new Float64Array(X.rowCount * places.length)
  copyCells(X, undefined, places, 0, X.rowCount, data)
  return { ...X, columns: Array.from(places, (place) => X.columns[place]!), data }
}

/** Some rows, in that order and as often as they are named, of all columns or of those at ascending `places`. */
export async function takePatch(
  X: Matrix | SparseMatrix,
  rows: Int32Array,
  places: Int32Array | undefined,
  context: Context,
): Promise<Matrix | SparseMatrix> {
  if (X.format === 'csr') {
    const taken = takeSparseRows(X, rows)
    return places ? takeSparseColumns(taken, places) : taken
  }
  const columns = places ?? Int32Array.from(X.columns.keys())
  const data = new Float64Array(rows.length * columns.length)
  await inBlocks(rows.length, context, (from, to) => copyCells(X, rows, columns, from, to, data), 1 << 14)
  return { ...X, rowCount: rows.length, columns: Array.from(columns, (place) => X.columns[place]!), data }
}

function copyCells(
  X: Matrix,
  rows: Int32Array | undefined,
  columns: Int32Array,
  from: number,
  to: number,
  data: Float64Array,
): void {
  const width = X.columns.length
  const count = columns.length
  for (let at = from; at < to; at++) {
    const start = (rows ? rows[at]! : at) * width
    for (let column = 0; column < count; column++) data[at * count + column] = X.data[start + columns[column]!]!
  }
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
