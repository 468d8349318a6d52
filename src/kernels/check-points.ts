import { breathe, type Context, DataError, OptionError } from '../core/index.ts'
import type { Points } from './points.ts'
import { type RowSet, rowCountOf, rowSetOf } from './row-set.ts'

const valuesPerSlice = 1 << 18
const numbersPerSum = 1 << 12

/**
 * The greatest magnitude among the numbers. Throws a `DataError` that names row and column where one is missing or
 * infinite, or the shape does not fit.
 */
export async function checkPoints(who: string, some: Points | RowSet, context: Context): Promise<number> {
  const set = rowSetOf(some)
  const { data, rowCount, columnCount } = set.points
  if (data.length !== rowCount * columnCount) {
    throw new DataError(`${who}: ${data.length} numbers do not fill ${rowCount} rows of ${columnCount} columns.`)
  }
  const total = rowCountOf(set)
  const step = Math.max(1, Math.floor(valuesPerSlice / Math.max(1, columnCount)))
  let magnitude = 0
  for (let from = 0; from < total; from += step) {
    const to = Math.min(from + step, total)
    magnitude = Math.max(magnitude, greatest(set, from, to))
    if (!(magnitude < Infinity)) throw notFinite(who, set, from, to)
    await breathe(context)
  }
  return magnitude
}

/** The greatest magnitude in some rows of a set; Infinity where a number is missing or infinite. */
function greatest({ points: { data, columnCount }, rows }: RowSet, from: number, to: number): number {
  if (!rows) return greatestIn(data, from * columnCount, to * columnCount)
  let found = 0
  for (let place = from; place < to && found < Infinity; place++) {
    const start = rows[place]! * columnCount
    found = Math.max(found, greatestIn(data, start, start + columnCount))
  }
  return found
}

function greatestIn(data: Float64Array, start: number, end: number): number {
  let found = 0
  for (let at = start; at < end; at++) {
    const magnitude = Math.abs(data[at]!)
    // Written so that NaN passes too.
    if (magnitude <= found) continue
    if (!(magnitude < Infinity)) return Infinity
    found = magnitude
  }
  return found
}

function notFinite(who: string, { points: { data, columnCount }, rows }: RowSet, from: number, to: number): DataError {
  for (let place = from; place < to; place++) {
    const row = rows ? rows[place]! : place
    const bad = firstNotFinite(data, row * columnCount, (row + 1) * columnCount)
    if (bad < 0) continue
    const problem = Number.isNaN(data[bad]) ? 'is missing (NaN)' : 'is infinite'
    return new DataError(
      `${who}: the value in row ${row}, column ${bad % columnCount} ${problem}; distances need finite numbers. Impute it, or drop the row.`,
    )
  }
  throw new RangeError('All numbers are finite.')
}

/** The first place from `start` on and before `end` where a number is missing or infinite; −1 where all are finite. */
export function firstNotFinite(data: Float64Array, start: number, end: number): number {
  // Zero times a finite number is zero. Four sums grow side by side, so that none waits for the one before.
  for (let from = start; from < end; from += numbersPerSum) {
    const to = Math.min(from + numbersPerSum, end)
    let a = 0
    let b = 0
    let c = 0
    let d = 0
    let at = from
    for (; at + 4 <= to; at += 4) {
      a += data[at]! * 0
      b += data[at + 1]! * 0
      c += data[at + 2]! * 0
      d += data[at + 3]! * 0
    }
    for (; at < to; at++) a += data[at]! * 0
    if (a + b + c + d === 0) continue
    for (at = from; at < to; at++) if (data[at]! - data[at]! !== 0) return at
  }
  return -1
}

/** Throws when `k` neighbors of each point cannot be found among `available` ones. */
export function checkNeighborCount(who: string, k: number, available: number): void {
  if (!Number.isInteger(k) || k < 0) throw new OptionError(`${who}: \`k\` must be a whole number ≥ 0; it is ${k}.`)
  if (k > available) {
    throw new DataError(`${who}: ${k} neighbors were asked for and there are only ${available}. Lower \`k\`.`)
  }
}
