import type { Points } from '../kernels/index.ts'

/** Copies of some rows of the points. */
export function takePoints({ data, columnCount }: Points, rows: Int32Array): Points {
  const taken = new Float64Array(rows.length * columnCount)
  for (let to = 0; to < rows.length; to++) {
    const from = rows[to]! * columnCount
    for (let column = 0; column < columnCount; column++) taken[to * columnCount + column] = data[from + column]!
  }
  return { data: taken, rowCount: rows.length, columnCount }
}
