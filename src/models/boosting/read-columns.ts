import { breathe, type Context, type Matrix, type SparseMatrix } from '../../core/index.ts'

/** So many columns of a row-major matrix are read at once: eight doubles fill a line of the cache. */
const block = 8

/** Hands the columns over one after the other, the cells in the order of `rows`. The array is used again. */
export async function readColumns(
  X: Matrix | SparseMatrix,
  rows: Int32Array,
  context: Context,
  take: (column: number, cells: Float64Array) => void,
): Promise<void> {
  if (X.format === 'csr') return readSparseColumns(X, rows, context, take)
  const width = X.columns.length
  const { data } = X
  const buffer = new Float64Array(rows.length * block)
  for (let first = 0; first < width; first += block) {
    await breathe(context, { stage: 'bin', done: first, total: width })
    const columns = Math.min(block, width - first)
    for (let at = 0; at < rows.length; at++) {
      const start = rows[at]! * width + first
      for (let j = 0; j < columns; j++) buffer[j * rows.length + at] = data[start + j]!
    }
    for (let j = 0; j < columns; j++) {
      await breathe(context, { stage: 'bin', done: first + j, total: width })
      take(first + j, buffer.subarray(j * rows.length, (j + 1) * rows.length))
    }
  }
}

async function readSparseColumns(
  { starts, indices, data, columnCount }: SparseMatrix,
  rows: Int32Array,
  context: Context,
  take: (column: number, cells: Float64Array) => void,
): Promise<void> {
  // By column: where its cells begin, their places among `rows`, their values.
  const begins = new Int32Array(columnCount + 1)
  for (const row of rows) for (let at = starts[row]!; at < starts[row + 1]!; at++) begins[indices[at]! + 1]!++
  for (let column = 0; column < columnCount; column++) begins[column + 1]! += begins[column]!
  const filled = begins.slice()
  const places = new Int32Array(begins[columnCount]!)
  const values = new Float64Array(places.length)
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place]!
    for (let at = starts[row]!; at < starts[row + 1]!; at++) {
      const to = filled[indices[at]!]!++
      places[to] = place
      values[to] = data[at]!
    }
  }
  const cells = new Float64Array(rows.length)
  for (let column = 0; column < columnCount; column++) {
    await breathe(context, { stage: 'bin', done: column, total: columnCount })
    for (let at = begins[column]!; at < begins[column + 1]!; at++) cells[places[at]!] = values[at]!
    take(column, cells)
    for (let at = begins[column]!; at < begins[column + 1]!; at++) cells[places[at]!] = 0
  }
}
