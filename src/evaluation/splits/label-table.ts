import type { LabelCounts } from './label-counts.ts'
import type { UnitTable } from './unit-table.ts'
import type { Units } from './units.ts'

/** As `unitTable`, with labels for classes: how often each unit's rows have each label, together. */
export function labelTable(units: Units, counts: LabelCounts): UnitTable {
  const { count, unitOf } = units
  const width = counts.labels.length
  const sizes = new Int32Array(count + 1)
  for (const unit of unitOf) sizes[unit + 1]!++
  for (let unit = 0; unit < count; unit++) sizes[unit + 1]! += sizes[unit]!
  const members = new Int32Array(unitOf.length)
  const filled = sizes.slice(0, count)
  for (let row = 0; row < unitOf.length; row++) members[filled[unitOf[row]!]!++] = row

  const starts = new Int32Array(count + 1)
  const codes: number[] = []
  const rows: number[] = []
  const totals = new Float64Array(width + 1)
  const unitCounts = new Int32Array(width + 1)
  const sums = new Float64Array(width + 1)
  for (let unit = 0; unit < count; unit++) {
    for (let at = sizes[unit]!; at < sizes[unit + 1]!; at++) {
      const start = members[at]! * width
      for (let label = 0; label < width; label++) sums[label]! += counts.data[start + label]!
    }
    sums[width] = sizes[unit + 1]! - sizes[unit]!
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
