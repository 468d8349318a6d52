import { type ClassName, DataError, type Labels } from '../core/index.ts'

/** Rows that say the same and are labeled differently: at least one label is wrong, or the data lack a column. */
export interface Conflict {
  /** The number of the cluster. */
  readonly cluster: number
  /** Its rows, ascending. */
  readonly rows: Int32Array
  /** Its classes and how many rows each has, the most frequent first, then in the order of `y.classes`. */
  readonly labels: readonly { readonly name: ClassName; readonly count: number }[]
}

/** The clusters whose rows have more than one label, in the order of their numbers. */
export function conflictingLabels(cluster: Int32Array, y: Labels): Conflict[] {
  const { codes, classes } = y
  if (cluster.length !== codes.length) {
    throw new DataError(
      `conflictingLabels: ${cluster.length} rows have a cluster and ${codes.length} a label; give both for the same rows.`,
    )
  }
  const firstCode = new Map<number, number>()
  const rowsOf = new Map<number, number[]>()
  for (let row = 0; row < cluster.length; row++) {
    const first = firstCode.get(cluster[row]!)
    if (first === undefined) firstCode.set(cluster[row]!, codes[row]!)
    else if (first !== codes[row]) rowsOf.set(cluster[row]!, [])
  }
  if (rowsOf.size === 0) return []
  for (let row = 0; row < cluster.length; row++) rowsOf.get(cluster[row]!)?.push(row)
  const conflicts = Array.from(rowsOf, ([number, rows]) => {
    const counts = new Map<number, number>()
    for (const row of rows) counts.set(codes[row]!, (counts.get(codes[row]!) ?? 0) + 1)
    const sorted = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])
    const labels = sorted.map(([code, count]) => ({ name: classes[code]!, count }))
    return { cluster: number, rows: Int32Array.from(rows), labels }
  })
  return conflicts.sort((a, b) => a.cluster - b.cluster)
}
