import type { RowDots } from './row-dots.ts'

/** Room for rows in panels of 8: column by column, 8 rows side by side, so that 8 inner products grow at once. */
export interface PanelStore {
  /** `panels × columns × 8` */
  readonly panels: Float64Array
  /** One number a column. */
  readonly query: Float64Array
  /** `panels × 8` */
  readonly values: Float64Array
}

/** How many panels so many rows take. */
export function panelCount(rowCount: number): number {
  return (rowCount + 7) >> 3
}

/** Inner products with rows that stand in panels already. */
export function densePanels({ panels, query, values }: PanelStore, rowCount: number): RowDots {
  const columnCount = query.length
  return {
    rowCount,
    columnCount,
    cost: rowCount * columnCount,
    query,
    values,
    dots(from, to) {
      const last = panelCount(to)
      for (let panel = from >> 3; panel < last; panel++) panelDots(panels, panel, query, columnCount, values)
    },
    ask(position) {
      for (let j = 0, at = placeOf(position, columnCount); j < columnCount; j++, at += 8) query[j] = panels[at]!
    },
    swap(a, b) {
      let atA = placeOf(a, columnCount)
      let atB = placeOf(b, columnCount)
      for (let j = 0; j < columnCount; j++, atA += 8, atB += 8) {
        const held = panels[atA]!
        panels[atA] = panels[atB]!
        panels[atB] = held
      }
    },
  }
}

/** Writes rows of row-major `data` into panels, from one position to another. */
export function fillPanels(
  data: Float64Array,
  columnCount: number,
  rows: Int32Array,
  panels: Float64Array,
  from: number,
  to: number,
): void {
  for (let position = from; position < to; position++) {
    const start = rows[position]! * columnCount
    let at = placeOf(position, columnCount)
    for (let j = 0; j < columnCount; j++, at += 8) panels[at] = data[start + j]!
  }
}

/** Where the first column of the row at a position stands. */
function placeOf(position: number, columnCount: number): number {
  return (position >> 3) * 8 * columnCount + (position & 7)
}

function panelDots(
  panels: Float64Array,
  panel: number,
  query: Float64Array,
  columnCount: number,
  out: Float64Array,
): void {
  let s0 = 0
  let s1 = 0
  let s2 = 0
  let s3 = 0
  let s4 = 0
  let s5 = 0
  let s6 = 0
  let s7 = 0
  let at = panel * 8 * columnCount
  for (let j = 0; j < columnCount; j++, at += 8) {
    const value = query[j]!
    s0 += value * panels[at]!
    s1 += value * panels[at + 1]!
    s2 += value * panels[at + 2]!
    s3 += value * panels[at + 3]!
    s4 += value * panels[at + 4]!
    s5 += value * panels[at + 5]!
    s6 += value * panels[at + 6]!
    s7 += value * panels[at + 7]!
  }
  const to = panel * 8
  out[to] = s0
  out[to + 1] = s1
  out[to + 2] = s2
  out[to + 3] = s3
  out[to + 4] = s4
  out[to + 5] = s5
  out[to + 6] = s6
  out[to + 7] = s7
}
