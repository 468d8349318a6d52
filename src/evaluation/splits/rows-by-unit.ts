import type { Units } from './units.ts'

/** The rows of each unit, ascending: those of unit `u` stand in `members` from `starts[u]` to before `starts[u + 1]`. */
export function rowsByUnit({ count, unitOf }: Units): { readonly starts: Int32Array; readonly members: Int32Array } {
  const starts = new Int32Array(count + 1)
  for (const unit of unitOf) starts[unit + 1]!++
  for (let unit = 0; unit < count; unit++) starts[unit + 1]! += starts[unit]!
  const members = new Int32Array(unitOf.length)
  const filled = starts.slice(0, count)
  for (let row = 0; row < unitOf.length; row++) members[filled[unitOf[row]!]!++] = row
  return { starts, members }
}
