import type { Imbalance } from './imbalance.ts'
import type { UnitTable } from './unit-table.ts'

/**
 * Places units label by label, the label of which fewest are left first, each unit into the part that still wants that
 * label most, then into the one that wants most rows; units without labels fill up what is left. Units of one kind come
 * one after the other, so that combinations of labels are dealt out evenly too; of kinds the heavier comes first.
 *
 * K. Sechidis, G. Tsoumakas, I. Vlahavas, "On the Stratification of Multi-Label Data", ECML PKDD 2011, for whole groups.
 */
export function placeByRarest(
  state: Imbalance,
  table: UnitTable,
  fractions: Float64Array,
  kinds: readonly (readonly number[])[],
): Int32Array {
  const { classCount, starts, codes, rows, totals } = table
  const whole = classCount - 1
  const wanted = Float64Array.from(
    { length: fractions.length * classCount },
    (_, at) => fractions[Math.floor(at / classCount)]! * totals[at % classCount]!,
  )
  const left = totals.slice()
  const partOf = new Int32Array(table.count).fill(-1)

  function place(unit: number, label: number): void {
    let best = 0
    for (let part = 1; part < fractions.length; part++) {
      const more = wanted[part * classCount + label]! - wanted[best * classCount + label]!
      const moreRows = wanted[part * classCount + whole]! - wanted[best * classCount + whole]!
      if (more > 1e-9 || (more > -1e-9 && moreRows > 1e-9)) best = part
    }
    partOf[unit] = best
    state.put(unit, best, 1)
    for (let at = starts[unit]!; at < starts[unit + 1]!; at++) {
      wanted[best * classCount + codes[at]!]! -= rows[at]!
      left[codes[at]!]! -= rows[at]!
    }
  }

  const unitsOf = unitsByLabel(table, kinds)
  const open = new Set(Array.from({ length: whole }, (_, label) => label))
  while (open.size > 0) {
    let rarest = -1
    for (const label of open) {
      if (left[label]! <= 1e-9) open.delete(label)
      else if (rarest < 0 || left[label]! < left[rarest]!) rarest = label
    }
    if (rarest < 0) break
    open.delete(rarest)
    for (const unit of unitsOf[rarest]!) if (partOf[unit]! < 0) place(unit, rarest)
  }
  for (const unit of unitsOf[whole]!) if (partOf[unit]! < 0) place(unit, whole)
  return partOf
}

/** The units that have each label, those of the heaviest kinds first. */
function unitsByLabel(table: UnitTable, kinds: readonly (readonly number[])[]): number[][] {
  const lists: { count: number; units: readonly number[] }[][] = Array.from({ length: table.classCount }, () => [])
  for (const units of kinds) {
    const first = units[0]!
    for (let at = table.starts[first]!; at < table.starts[first + 1]!; at++) {
      lists[table.codes[at]!]!.push({ count: table.rows[at]!, units })
    }
  }
  return lists.map((own) => own.sort((a, b) => b.count - a.count).flatMap(({ units }) => [...units]))
}
