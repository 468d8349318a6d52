import type { Split } from '../../core/index.ts'
import type { SplitData } from '../../evaluation/index.ts'
import type { DataSet } from './data-set.ts'

/** What a splitter must know of a data set, or of some rows of it. */
export function splitDataOf({ y, groups, clusters, time }: DataSet, rows?: Split): SplitData {
  const all = { rowCount: y.codes.length, y, clusters, ...(groups ? { groups } : {}), ...(time ? { time } : {}) }
  if (!rows) return all
  return {
    rowCount: rows.rows.length,
    y: rows.of(y),
    clusters: rows.rows.map((row) => clusters[row]!),
    ...(groups ? { groups: rows.of(groups) } : {}),
    ...(time ? { time: rows.of(time) } : {}),
  }
}
