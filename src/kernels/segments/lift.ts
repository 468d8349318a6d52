import type { Points } from '../points.ts'

/**
 * Copies of rows with one column more, in which every squared distance grows by the square of what stands there. They
 * are written into the given memory.
 */
export function lift(
  { data, columnCount }: Points,
  rows: Int32Array,
  heights: Float64Array,
  into: Float64Array,
): Points {
  const width = columnCount + 1
  for (let index = 0; index < rows.length; index++) {
    const from = rows[index]! * columnCount
    const to = index * width
    for (let column = 0; column < columnCount; column++) into[to + column] = data[from + column]!
    into[to + columnCount] = heights[index]!
  }
  return { data: into.subarray(0, rows.length * width), rowCount: rows.length, columnCount: width }
}
