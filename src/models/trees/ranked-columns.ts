import {
  breathe,
  type Context,
  columnCountOf,
  DataError,
  type Matrix,
  type Progress,
  type SparseMatrix,
} from '../../core/index.ts'
import { sortNumbers } from '../../evaluation/index.ts'

/** One rank a row. */
export type Ranks = Int32Array | Uint8Array

/**
 * Every cell as the rank of its value among the distinct values of its column. Trees ask only for the order of
 * values, so a forest sorts each column once instead of once a node.
 */
export interface RankedColumns {
  readonly rowCount: number
  readonly columnCount: number
  /** By column: the rank of each row; in bytes where there are few. */
  readonly ranks: readonly Ranks[]
  /** By column: its distinct values, ascending. */
  readonly values: readonly Float64Array[]
}

const mostCells = 1 << 29

/** Ranks all columns; missing values must have been refused before. Tells `progress`, or how far the ranking is. */
export async function rankColumns(
  who: string,
  X: Matrix | SparseMatrix,
  context: Context,
  progress?: Progress,
): Promise<RankedColumns> {
  const { rowCount } = X
  const columnCount = columnCountOf(X)
  if (rowCount * columnCount > mostCells) {
    throw new DataError(
      `${who}: ${rowCount} rows of ${columnCount} columns are too many cells for trees. Keep fewer columns, or use \`logisticRegression\`.`,
    )
  }
  const ranks: Ranks[] = []
  const values: Float64Array[] = []
  const byColumn = X.format === 'csr' ? cellsByColumn(X) : undefined
  const column = new Float64Array(rowCount)
  for (let j = 0; j < columnCount; j++) {
    await breathe(context, progress ?? { stage: 'rank columns', done: j, total: columnCount })
    if (byColumn) {
      column.fill(0)
      for (let at = byColumn.starts[j]!; at < byColumn.starts[j + 1]!; at++) {
        column[byColumn.rows[at]!] = byColumn.data[at]!
      }
    } else {
      for (let row = 0, at = j; row < rowCount; row++, at += columnCount) column[row] = X.data[at]!
    }
    const distinct = distinctValues(column)
    values.push(distinct)
    await breathe(context, progress ?? { stage: 'rank columns', done: j, total: columnCount })
    const among = ranksAmong(distinct, column)
    ranks.push(distinct.length <= 256 ? Uint8Array.from(among) : among)
  }
  return { rowCount, columnCount, ranks, values }
}

/** How many distinct values are looked for before the whole column is sorted. */
const few = 32

function distinctValues(column: Float64Array): Float64Array {
  const seen: number[] = []
  let row = 0
  for (; row < column.length && seen.length <= few; row++) {
    const value = column[row]!
    if (row > 0 && value === column[row - 1]) continue
    if (!seen.includes(value)) seen.push(value)
  }
  // The sign of a zero is no difference in value.
  if (row === column.length && seen.length <= few) return Float64Array.from(seen, (value) => value + 0).sort()
  const sorted = column.slice()
  sortNumbers(sorted)
  let count = 0
  for (let at = 0; at < sorted.length; at++) {
    if (at > 0 && sorted[at] === sorted[at - 1]) continue
    sorted[count++] = sorted[at]! + 0
  }
  return sorted.slice(0, count)
}

function ranksAmong(distinct: Float64Array, column: Float64Array): Int32Array {
  const ranks = new Int32Array(column.length)
  const last = distinct.length - 1
  if (last <= 0) return ranks
  // A table over equal steps of the value narrows the search where values are spread out.
  const least = distinct[0]!
  const buckets = Math.min(1 << 16, distinct.length)
  const scale = (buckets - 1) / (distinct[last]! - least)
  if (!(scale > 0 && scale < Infinity)) {
    for (let row = 0; row < column.length; row++) ranks[row] = search(distinct, column[row]!, 0, last)
    return ranks
  }
  const first = new Int32Array(buckets + 1).fill(distinct.length)
  for (let at = last; at >= 0; at--) first[Math.floor((distinct[at]! - least) * scale)] = at
  for (let bucket = buckets - 1; bucket >= 0; bucket--) first[bucket] = Math.min(first[bucket]!, first[bucket + 1]!)
  for (let row = 0; row < column.length; row++) {
    const value = column[row]!
    const bucket = Math.floor((value - least) * scale)
    ranks[row] = search(distinct, value, first[bucket]!, Math.min(last, first[bucket + 1]!))
  }
  return ranks
}

/** The place of a value that is there, between two places. */
function search(distinct: Float64Array, value: number, low: number, high: number): number {
  while (low < high) {
    const middle = (low + high) >> 1
    if (distinct[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

function cellsByColumn(X: SparseMatrix): { starts: Int32Array; rows: Int32Array; data: Float64Array } {
  const starts = new Int32Array(X.columnCount + 1)
  for (const j of X.indices) starts[j + 1]!++
  for (let j = 0; j < X.columnCount; j++) starts[j + 1]! += starts[j]!
  const filled = starts.slice()
  const rows = new Int32Array(X.data.length)
  const data = new Float64Array(X.data.length)
  for (let row = 0; row < X.rowCount; row++) {
    for (let at = X.starts[row]!; at < X.starts[row + 1]!; at++) {
      const to = filled[X.indices[at]!]!++
      rows[to] = row
      data[to] = X.data[at]!
    }
  }
  return { starts, rows, data }
}
