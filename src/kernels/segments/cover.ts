import type { Points } from '../points.ts'
import { extentOf, type MeasuredSegments } from './measure-segments.ts'

/**
 * A few rows, the pivots, that stand for many: the ends of segments, and the rows that lie on none. A row on a segment
 * within a squared distance d of a point has an end within about d plus the `extent` of that end.
 */
export interface Cover {
  /** Rows of the points, ascending. */
  readonly pivots: Int32Array
  /** The most that a segment can curve from its ends, one a pivot. */
  readonly extents: Float64Array
  /** The rows for which pivot i stands: `rows[starts[i]]` up to `rows[starts[i + 1]]`. */
  readonly starts: Int32Array
  readonly rows: Int32Array
}

/** By so much squared distances must grow for a row that is a little off its segment; see `extentOf`. */
export const growth = 1 + 2e-6

/** The cover of some rows, measured before. */
export function coverRows(points: Points, rows: Int32Array, measured: MeasuredSegments): Cover {
  const { first, second } = measured
  const counts = new Int32Array(points.rowCount)
  for (let index = 0; index < rows.length; index++) {
    if (first[index]! < 0) counts[rows[index]!]!++
    else {
      counts[first[index]!]!++
      counts[second[index]!]!++
    }
  }
  const place = new Int32Array(points.rowCount)
  let pivotCount = 0
  let total = 0
  for (let row = 0; row < counts.length; row++) {
    if (counts[row] === 0) continue
    place[row] = pivotCount++
    total += counts[row]!
  }
  const cover = {
    pivots: new Int32Array(pivotCount),
    extents: new Float64Array(pivotCount),
    starts: new Int32Array(pivotCount + 1),
    rows: new Int32Array(total),
  }
  for (let row = 0; row < counts.length; row++) {
    if (counts[row] === 0) continue
    cover.pivots[place[row]!] = row
    cover.starts[place[row]! + 1] = cover.starts[place[row]!]! + counts[row]!
  }
  const next = cover.starts.slice()
  function standFor(end: number, row: number, extent: number): void {
    const pivot = place[end]!
    cover.rows[next[pivot]!++] = row
    cover.extents[pivot] = Math.max(cover.extents[pivot]!, extent)
  }
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index]!
    if (first[index]! < 0) {
      standFor(row, row, 0)
      continue
    }
    const extent = extentOf(measured, index)
    standFor(first[index]!, row, extent)
    standFor(second[index]!, row, extent)
  }
  return cover
}
