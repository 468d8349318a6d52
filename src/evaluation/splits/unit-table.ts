import type { Labels } from '../../core/index.ts'
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
  const { count, unitOf } = units
  const classCount = (y?.classes.length ?? 0) + 1
  const sizes = new Int32Array(count + 1)
  for (const unit of unitOf) sizes[unit + 1]!++
  for (let unit = 0; unit < count; unit++) sizes[unit + 1]! += sizes[unit]!
  const members = new Int32Array(unitOf.length)
  const filled = sizes.slice(0, count)
  for (let row = 0; row < unitOf.length; row++) members[filled[unitOf[row]!]!++] = row

  const starts = new Int32Array(count + 1)
  const codes: number[] = []
  const rows: number[] = []
  const totals = new Float64Array(classCount)
  const unitCounts = new Int32Array(classCount)
  const seen = new Int32Array(classCount)
  for (let unit = 0; unit < count; unit++) {
    const begin = codes.length
    for (let at = sizes[unit]!; y && at < sizes[unit + 1]!; at++) {
      const code = y.codes[members[at]!]!
      if (seen[code]!++ === 0) codes.push(code)
    }
    codes.push(classCount - 1)
    seen[classCount - 1] = sizes[unit + 1]! - sizes[unit]!
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
