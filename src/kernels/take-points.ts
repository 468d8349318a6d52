import type { Points } from './points.ts'

/** Copies of the points at the given rows. */
export function takePoints(points: Points, rows: Int32Array): Points {
  const data = new Float64Array(rows.length * points.columnCount)
  takeInto(data, points, rows, 0, rows.length)
  return { data, rowCount: rows.length, columnCount: points.columnCount }
}

/** Copies the points at the rows from one place of the list to another. */
export function takeInto(
  into: Float64Array,
  { data, columnCount }: Points,
  rows: Int32Array,
  start: number,
  end: number,
): void {
  for (let place = start, to = 0; place < end; place++) {
    const from = rows[place]! * columnCount
    for (let column = 0; column < columnCount; column++) into[to++] = data[from + column]!
  }
}
