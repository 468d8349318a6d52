import type { Points } from './points.ts'
import { takePoints } from './take-points.ts'

/** Some rows of the points, as if they had been copied out; all where `rows` is left out. */
export interface RowSet {
  readonly points: Points
  readonly rows?: Int32Array
}

/** Points, or some of them, as a set of rows. */
export function rowSetOf(some: Points | RowSet): RowSet {
  return 'points' in some ? some : { points: some }
}

/** How many rows there are of how many columns. */
export interface Extent {
  readonly rowCount: number
  readonly columnCount: number
}

export function extentOf(set: RowSet): Extent {
  return { rowCount: rowCountOf(set), columnCount: set.points.columnCount }
}

/** How many rows a set has. */
export function rowCountOf({ points, rows }: RowSet): number {
  return rows ? rows.length : points.rowCount
}

/** The row of the points at a place of the set. */
export function rowAt({ rows }: RowSet, place: number): number {
  return rows ? rows[place]! : place
}

/** The rows from one place of the set to another. */
export function sliceOf({ points, rows }: RowSet, from: number, to: number): RowSet {
  if (rows) return { points, rows: rows.subarray(from, to) }
  const { data, columnCount } = points
  return { points: { data: data.subarray(from * columnCount, to * columnCount), rowCount: to - from, columnCount } }
}

/** The rows of a set as points of their own: copied out, unless the set is all of its points. */
export function ownPoints({ points, rows }: RowSet): Points {
  return rows ? takePoints(points, rows) : points
}
