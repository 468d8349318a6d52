/** Which rows are the same. Clusters are numbered by their first row, so the result does not depend on how it was found. */
export interface DuplicateClusters {
  /** The cluster of each row; a row without duplicates is a cluster of its own. */
  readonly cluster: Int32Array
  /** How many clusters there are. Rows beyond it are duplicates. */
  readonly count: number
  /** The first row of each cluster, ascending. */
  readonly representative: Int32Array
}

/** Rows whose keys are the same text. Keys are compared as they stand; see `normalizeText`. */
export function duplicateClusters(keys: readonly string[]): DuplicateClusters {
  const cluster = new Int32Array(keys.length)
  const representative: number[] = []
  const known = new Map<string, number>()
  for (let row = 0; row < keys.length; row++) {
    let found = known.get(keys[row]!)
    if (found === undefined) {
      found = representative.length
      known.set(keys[row]!, found)
      representative.push(row)
    }
    cluster[row] = found
  }
  return { cluster, count: representative.length, representative: Int32Array.from(representative) }
}

/** How many rows each cluster has. */
export function clusterSizes({ cluster, count }: Pick<DuplicateClusters, 'cluster' | 'count'>): Int32Array {
  const sizes = new Int32Array(count)
  for (const number of cluster) sizes[number]!++
  return sizes
}
