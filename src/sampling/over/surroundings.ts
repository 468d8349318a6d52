import { type Context, DataError, type Labels, type Matrix, takeRows } from '../../core/index.ts'
import { nearestOthers } from '../nearest-others.ts'
import { pointsOf } from '../points-of.ts'
import { distinct } from './distinct.ts'

/** Rows of one class, and what lies around each among the rows of all classes. */
export interface Surroundings {
  /** Rows of X. */
  readonly rows: Int32Array
  readonly k: number
  /** The k nearest other rows of X for each, `rows × k`: by distance, then by row. */
  readonly nearest: Int32Array
}

/** Finds the k nearest other rows, of any class, of the given rows. */
export async function surroundings(
  who: string,
  X: Matrix,
  rows: Int32Array,
  k: number,
  option: string,
  context: Context,
): Promise<Surroundings> {
  if (X.rowCount <= k) {
    throw new DataError(
      `${who}: there are ${X.rowCount} rows in all; ${k} neighbors need at least ${k + 1}. Lower \`${option}\` or use \`randomOverSampler\`.`,
    )
  }
  return { rows, k, nearest: await nearestOthers(pointsOf(X), rows, k, context) }
}

/** For each of the rows, how many of its `among` nearest are of another class. */
export function countOthers({ rows, k, nearest }: Surroundings, y: Labels, code: number, among = k): Int32Array {
  const counts = new Int32Array(rows.length)
  for (let slot = 0; slot < rows.length; slot++) {
    for (let at = slot * k; at < slot * k + among; at++) if (y.codes[nearest[at]!]! !== code) counts[slot]!++
  }
  return counts
}

/**
 * For each new row the neighbor of its own class that it leans towards: the `choices[i]`-th nearest of `rows[slots[i]]`.
 * The rows of the class that stand in the surroundings are its nearest, in order; only for the rest is the class searched.
 */
export async function ownNeighbors(
  X: Matrix,
  y: Labels,
  code: number,
  classRows: Int32Array,
  { rows, k, nearest }: Surroundings,
  slots: Int32Array,
  choices: Int32Array,
  context: Context,
): Promise<Int32Array> {
  const found = new Int32Array(slots.length).fill(-1)
  const missing: number[] = []
  let deepest = 0
  for (let row = 0; row < slots.length; row++) {
    let left = choices[row]!
    const start = slots[row]! * k
    for (let at = start; at < start + k; at++) {
      if (y.codes[nearest[at]!]! !== code || left-- > 0) continue
      found[row] = nearest[at]!
      break
    }
    if (found[row]! >= 0) continue
    missing.push(row)
    if (choices[row]! > deepest) deepest = choices[row]!
  }
  if (missing.length === 0) return found
  const searched = distinct(
    Int32Array.from(missing, (row) => slots[row]!),
    rows.length,
  )
  const positions = searched.map((slot) => positionOf(classRows, rows[slot]!))
  const others = await nearestOthers(pointsOf(takeRows(X, classRows)), positions, deepest + 1, context)
  const place = new Int32Array(rows.length)
  searched.forEach((slot, index) => {
    place[slot] = index
  })
  for (const row of missing) found[row] = classRows[others[place[slots[row]!]! * (deepest + 1) + choices[row]!]!]!
  return found
}

/** Where a row stands in ascending rows. */
function positionOf(rows: Int32Array, row: number): number {
  let low = 0
  let high = rows.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (rows[middle]! < row) low = middle + 1
    else high = middle
  }
  return low
}
