import { portableOrder } from '../portable-hash.ts'
import { assignUnits } from './assign-units.ts'
import { labelTable } from './label-table.ts'
import { refuseLoneClasses, type SplitData } from './split-data.ts'
import { unitTable } from './unit-table.ts'
import type { Units } from './units.ts'

/** The part of each row where whole units are assigned, each balanced in classes or in labels. */
export function assignWhole(
  who: string,
  data: SplitData,
  units: Units,
  fractions: Float64Array,
  seed: number | string,
): Int32Array {
  const rank = rankUnits(units, data, seed)
  if (data.labels) {
    const partOfUnit = assignUnits(labelTable(units, data.labels), fractions, rank, true)
    return units.unitOf.map((unit) => partOfUnit[unit]!)
  }
  const table = unitTable(units, data.y)
  if (data.y) refuseLoneClasses(who, data.y, table.unitCounts, true)
  const partOfUnit = assignUnits(table, fractions, rank)
  return units.unitOf.map((unit) => partOfUnit[unit]!)
}

/** The rank of each unit in drawn order: a unit comes when the first of its rows comes. */
function rankUnits(units: Units, data: SplitData, seed: number | string): Int32Array {
  const rank = new Int32Array(units.count).fill(-1)
  let next = 0
  for (const row of portableOrder(seed, data.rowCount, data.ids)) {
    const unit = units.unitOf[row]!
    if (rank[unit]! < 0) rank[unit] = next++
  }
  return rank
}
