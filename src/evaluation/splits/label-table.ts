import type { LabelCounts } from './label-counts.ts'
import { rowsByUnit } from './rows-by-unit.ts'
import type { UnitTable } from './unit-table.ts'
import type { Units } from './units.ts'

/** As `unitTable`, with labels for classes: how often each unit's rows have each label, together. */
export function labelTable(units: Units, counts: LabelCounts): UnitTable {
  const { count } = units
  const width = counts.labels.length
  const { starts: bounds, members } = rowsByUnit(units)
  const starts = new Int32Array(count + 1)
  const codes: number[] = []
  const rows: number[] = []
  const totals = new Float64Array(width + 1)
  const unitCounts = new Int32Array(width + 1)
  const sums = new Float64Array(width + 1)
  for (let unit = 0; unit < count; unit++) {
    for (let at = bounds[unit]!; at < bounds[unit + 1]!; at++) {
      const start = members[at]! * width
      for (let label = 0; label < width; label++) sums[label]! += counts.data[start + label]!
    }
    sums[width] = bounds[unit + 1]! - bounds[unit]!
    for (let code = 0; code <= width; code++) {
      if (sums[code] === 0) continue
      codes.push(code)
      rows.push(sums[code]!)
      totals[code]! += sums[code]!
      unitCounts[code]!++
      sums[code] = 0
    }
    starts[unit + 1] = codes.length
  }
  return {
    count,
    classCount: width + 1,
    starts,
    codes: Int32Array.from(codes),
    rows: Float64Array.from(rows),
    totals,
    unitCounts,
  }
}
