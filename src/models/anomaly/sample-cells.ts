import { breathe, type Context, type Matrix, type SparseMatrix } from '../../core/index.ts'

const rowsPerBreath = 4096

/** The cells of some rows, column after column, without the columns that are the same in all of them. */
export interface SampleCells {
  readonly rowCount: number
  /** The columns of the matrix, ascending. */
  readonly columns: Int32Array
  /** `columns × rows`. */
  readonly cells: Float64Array
}

/** Reads some rows of some columns; `wanted` holds a 1 for each column to read, or is undefined for all. */
export async function sampleCells(
  X: Matrix | SparseMatrix,
  rows: Int32Array,
  wanted: Uint8Array | undefined,
  context: Context,
): Promise<SampleCells> {
  const columns = candidates(X, rows, wanted)
  const rowCount = rows.length
  const cells = new Float64Array(columns.length * rowCount)
  if (X.format === 'dense') {
    const width = X.columns.length
    for (let row = 0; row < rowCount; row++) {
      if (row % rowsPerBreath === 0) await breathe(context)
      const start = rows[row]! * width
      for (let place = 0; place < columns.length; place++) {
        cells[place * rowCount + row] = X.data[start + columns[place]!]!
      }
    }
  } else {
    const placeOf = new Map<number, number>()
    for (const [place, column] of columns.entries()) placeOf.set(column, place)
    for (let row = 0; row < rowCount; row++) {
      if (row % rowsPerBreath === 0) await breathe(context)
      for (let at = X.starts[rows[row]!]!; at < X.starts[rows[row]! + 1]!; at++) {
        const place = placeOf.get(X.indices[at]!)
        if (place !== undefined) cells[place * rowCount + row] = X.data[at]!
      }
    }
  }
  return withoutConstants({ rowCount, columns, cells })
}

/** Columns that may differ between rows: all that are wanted, of a sparse matrix those that some row names. */
function candidates(X: Matrix | SparseMatrix, rows: Int32Array, wanted: Uint8Array | undefined): Int32Array {
  if (X.format === 'dense') return Int32Array.from(X.columns.keys()).filter((column) => !wanted || wanted[column] === 1)
  const named = new Set<number>()
  for (const row of rows) {
    for (let at = X.starts[row]!; at < X.starts[row + 1]!; at++) {
      if (!wanted || wanted[X.indices[at]!] === 1) named.add(X.indices[at]!)
    }
  }
  return Int32Array.from(named).sort()
}

function withoutConstants({ rowCount, columns, cells }: SampleCells): SampleCells {
  const kept: number[] = []
  for (let place = 0; place < columns.length; place++) {
    const start = place * rowCount
    let row = 1
    while (row < rowCount && cells[start + row] === cells[start]) row++
    if (row >= rowCount) continue
    cells.copyWithin(kept.length * rowCount, start, start + rowCount)
    kept.push(columns[place]!)
  }
  return { rowCount, columns: Int32Array.from(kept), cells: cells.subarray(0, kept.length * rowCount) }
}
