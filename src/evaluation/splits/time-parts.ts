import { DataError } from '../../core/index.ts'
import { sortedOrder } from '../scores/sorted-order.ts'
import type { SplitData } from './split-data.ts'
import { findUnits } from './units.ts'

/** The part of each row in the order of time; −1 for rows in no part. */
export function timeParts(
  who: string,
  data: SplitData,
  time: Float64Array,
  fractions: Float64Array,
  gap: number,
): Int32Array {
  const order = sortedOrder(time)
  const partOf = new Int32Array(data.rowCount).fill(-1)
  const ends = partEnds(order, time, fractions)
  let start = 0
  for (const [part, end] of ends.entries()) {
    const next = end < order.length ? time[order[end]!]! : Number.POSITIVE_INFINITY
    for (let at = start; at < end; at++) {
      const row = order[at]!
      if (gap === 0 || next - time[row]! > gap) partOf[row] = part
    }
    start = end
  }
  keepUnitsWhole(data, order, partOf)
  for (const [part, fraction] of fractions.entries()) {
    if (fraction === 0 || partOf.includes(part)) continue
    throw new DataError(
      `${who}: no row is left for the ${['train', 'validation', 'test'][part]} part. ` +
        'Lower `gap`, use finer times, or leave out the groups that live through all of the time.',
    )
  }
  return partOf
}

/** Where each part ends in the order of time; rows of one moment go with the earlier part. */
function partEnds(order: Int32Array, time: Float64Array, fractions: Float64Array): number[] {
  let share = 0
  return Array.from(fractions, (fraction, part) => {
    share += fraction
    if (part === fractions.length - 1) return order.length
    return afterMoment(order, time, Math.round(share * order.length))
  })
}

/** The first position from `at` on that begins a new moment. */
export function afterMoment(order: Int32Array, time: Float64Array, at: number): number {
  let end = at
  while (end > 0 && end < order.length && time[order[end]!] === time[order[end - 1]!]) end++
  return end
}

/** A group that is in an earlier part leaves its later rows out. */
function keepUnitsWhole(data: SplitData, order: Int32Array, partOf: Int32Array): void {
  const units = findUnits(data)
  if (!units) return
  const partOfUnit = new Int32Array(units.count).fill(-1)
  for (const row of order) {
    const unit = units.unitOf[row]!
    if (partOf[row]! < 0) continue
    if (partOfUnit[unit]! < 0) partOfUnit[unit] = partOf[row]!
    else if (partOfUnit[unit] !== partOf[row]) partOf[row] = -1
  }
}
