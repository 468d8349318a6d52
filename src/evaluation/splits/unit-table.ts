import type { Labels } from '../../core/index.ts'
import { rowsByUnit } from './rows-by-unit.ts'
import type { Units } from './units.ts'

/** How many rows of each class each unit has, in compressed rows; the last class of all stands for all rows. */
export interface UnitTable {
  readonly count: number
  readonly classCount: number
  /** Unit `u` holds the entries from `starts[u]` to `starts[u + 1]`. */
  readonly starts: Int32Array
  readonly codes: Int32Array
  readonly rows: Float64Array
  /** Rows of each class in all units. */
  readonly totals: Float64Array
  /** How many units have each class. */
  readonly unitCounts: Int32Array
}

/** Counts the classes of every unit in linear time. */
export function unitTable(units: Units, y: Labels | undefined): UnitTable {
  const { count } = units
  const classCount = (y?.classes.length ?? 0) + 1
  const { starts: bounds, members } = rowsByUnit(units)
  const starts = new Int32Array(count + 1)
  const codes: number[] = []
  const rows: number[] = []
  const totals = new Float64Array(classCount)
  const unitCounts = new Int32Array(classCount)
  const seen = new Int32Array(classCount)
  for (let unit = 0; unit < count; unit++) {
    const begin = codes.length
    for (let at = bounds[unit]!; y && at < bounds[unit + 1]!; at++) {
      const code = y.codes[members[at]!]!
      if (seen[code]!++ === 0) codes.push(code)
    }
    codes.push(classCount - 1)
    seen[classCount - 1] = bounds[unit + 1]! - bounds[unit]!
    for (let at = begin; at < codes.length; at++) {
      const code = codes[at]!
      rows.push(seen[code]!)
      totals[code]! += seen[code]!
      unitCounts[code]!++
      seen[code] = 0
    }
    starts[unit + 1] = codes.length
  }
  return { count, classCount, starts, codes: Int32Array.from(codes), rows: Float64Array.from(rows), totals, unitCounts }
}
