import { breathe, type Context, type Matrix } from '../core/index.ts'
import { writeSquares } from './kernel-rows.ts'

/** Half a unit of the last place of f32 and of f64, at 1. */
const narrow = 2 ** -24
const wide = 2 ** -53

/** Rows of a matrix, centered and scaled by the root of gamma, so that a Gaussian is exp(−‖a − b‖²). */
export interface ScaledRows {
  readonly rowCount: number
  readonly columnCount: number
  /** The row of the matrix that each row is. */
  readonly rows: Int32Array
  /** Squared lengths of the rows as they stand in the matrix. */
  readonly squares: Float64Array
  /** Writes all rows in panels of 16, and half of their squared lengths below 0. */
  fill(panels: Float32Array, halves: Float32Array, context: Context): Promise<void>
  /** Writes a query of assembly/estimates.ts. */
  writeQuery(row: number, buffer: ArrayBuffer, address: number): void
  /** How far an estimate of k(row, any row) may be from the value that is used in its place. */
  errorOf(row: number): number
}

/** Undefined where f32 cannot hold the rows, or most cells are 0, which other kernels make use of. */
export async function scaledRows(
  X: Matrix,
  rows: Int32Array,
  gamma: number,
  context: Context,
): Promise<ScaledRows | undefined> {
  const columnCount = X.columns.length
  const { data } = X
  const means = new Float64Array(columnCount)
  const stretch = Math.max(1, Math.floor(1e6 / Math.max(1, columnCount)))
  let zeros = 0
  for (let from = 0; from < rows.length; from += stretch) {
    const to = Math.min(rows.length, from + stretch)
    for (let i = from; i < to; i++) {
      const start = rows[i]! * columnCount
      for (let j = 0; j < columnCount; j++) {
        const value = data[start + j]!
        if (value === 0) zeros++
        means[j]! += value
      }
    }
    await breathe(context)
  }
  if (zeros * 2 > rows.length * columnCount) return undefined
  for (let j = 0; j < columnCount; j++) means[j]! /= rows.length
  const squares = new Float64Array(rows.length)
  const root = Math.sqrt(gamma)
  const cells = new Float32Array(columnCount)
  // By row; f32 rounds them up by far less than what is spared below.
  const lengths = new Float32Array(rows.length)

  /** The cells of a row, and the squared length of them. */
  function scale(row: number): number {
    const start = rows[row]! * columnCount
    let square = 0
    for (let j = 0; j < columnCount; j++) {
      const value = Math.fround((data[start + j]! - means[j]!) * root)
      cells[j] = value
      square += value * value
    }
    return square
  }

  let longest = 0
  for (let from = 0; from < rows.length; from += stretch) {
    const to = Math.min(rows.length, from + stretch)
    writeSquares(X, rows, squares, from, to)
    for (let i = from; i < to; i++) {
      lengths[i] = scale(i)
      longest = Math.max(longest, lengths[i]!)
    }
    await breathe(context)
  }
  if (!(longest < 1e30)) return undefined

  return {
    rowCount: rows.length,
    columnCount,
    rows,
    squares,
    async fill(panels, halves, context) {
      for (let from = 0; from < rows.length; from += stretch) {
        const to = Math.min(rows.length, from + stretch)
        for (let i = from; i < to; i++) {
          halves[i] = -0.5 * scale(i)
          for (let j = 0, at = (i >> 4) * 16 * columnCount + (i & 15); j < columnCount; j++, at += 16)
            panels[at] = cells[j]!
        }
        await breathe(context)
      }
    },
    writeQuery(row, buffer, address) {
      const query = new Float32Array(buffer, address, 4 + columnCount)
      query[0] = -0.5 * scale(row)
      query.set(cells, 4)
    },
    errorOf(row) {
      // A squared distance r² is wrong by at most (columns + 8) narrow (a² + b²), where b ≤ a + r: so a value e^−r² is
      // wrong by that times 3 a² + 2 r² e^−r² ≤ 3 a² + 0.74. The value used is computed in f64 from rows that are not
      // centered, in the same way, and is rounded to f32, as the exponential here is to some units.
      const ofDistance = (columnCount + 12) * narrow * (3.01 * lengths[row]! + 0.75)
      const ofValue = (columnCount + 12) * 2 * wide * (3.01 * gamma * squares[row]! + 0.75)
      const error = ofDistance + ofValue
      return error > 0.02 ? 1 : 1.03 * error + 20 * narrow
    },
  }
}
