import { breathe, type Context } from '../../core/index.ts'
import type { Points } from '../../kernels/index.ts'

/** Rows that can be looked up by their cells, all of them together. */
export interface RowSet {
  /** Whether an equal row has been added. −0 equals 0, as in distances. */
  has(points: Points, row: number): boolean
  add(points: Points, row: number): void
}

/** A set without rows. Buckets are found by a hash of the bits; rows of a bucket are compared cell by cell. */
export function rowSet(): RowSet {
  const buckets = new Map<number, { readonly points: Points; readonly row: number }[]>()
  return {
    has(points, row) {
      const bucket = buckets.get(hashOf(points, row))
      return bucket?.some((other) => areEqual(points, row, other.points, other.row)) ?? false
    },
    add(points, row) {
      const hash = hashOf(points, row)
      const bucket = buckets.get(hash)
      if (bucket) bucket.push({ points, row })
      else buckets.set(hash, [{ points, row }])
    },
  }
}

/** A set of all rows of some points. */
export async function rowSetOf(points: Points, context: Context): Promise<RowSet> {
  const set = rowSet()
  for (let row = 0; row < points.rowCount; row++) {
    if (row % 4096 === 0) await breathe(context, { stage: 'equal rows', done: row, total: points.rowCount })
    if (!set.has(points, row)) set.add(points, row)
  }
  return set
}

/** How many of the points are in the set. */
export async function countIn(set: RowSet, points: Points, context: Context): Promise<number> {
  let count = 0
  for (let row = 0; row < points.rowCount; row++) {
    if (row % 4096 === 0) await breathe(context, { stage: 'equal rows', done: row, total: points.rowCount })
    if (set.has(points, row)) count++
  }
  return count
}

const cell = new Float64Array(1)
const words = new Int32Array(cell.buffer)

function hashOf({ data, columnCount }: Points, row: number): number {
  let hash = 0
  for (let at = row * columnCount; at < (row + 1) * columnCount; at++) {
    cell[0] = data[at]! + 0
    hash = Math.imul(hash ^ words[0]!, 0x9e3779b1)
    hash = Math.imul(hash ^ (hash >>> 15) ^ words[1]!, 0x85ebca6b)
    hash ^= hash >>> 13
  }
  return hash
}

function areEqual(a: Points, rowOfA: number, b: Points, rowOfB: number): boolean {
  for (let column = 0; column < a.columnCount; column++) {
    if (a.data[rowOfA * a.columnCount + column]! !== b.data[rowOfB * b.columnCount + column]!) return false
  }
  return true
}
