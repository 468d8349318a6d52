import type { SplitData } from './split-data.ts'

/** The smallest sets of rows that stay together. */
export interface Units {
  readonly count: number
  /** The unit of each row; units are numbered in the order of their first rows. */
  readonly unitOf: Int32Array
}

/** Joins rows that share a group or a cluster, directly or through others. `undefined` where every row stands alone. */
export function findUnits(data: SplitData): Units | undefined {
  const { rowCount, groups, clusters } = data
  if (!groups && !clusters) return undefined
  const parent = new Int32Array(rowCount)
  for (let row = 0; row < rowCount; row++) parent[row] = row
  for (const keys of [groups, clusters]) {
    if (!keys) continue
    const first = new Map<string | number, number>()
    for (let row = 0; row < rowCount; row++) {
      const earlier = first.get(keys[row]!)
      if (earlier === undefined) first.set(keys[row]!, row)
      else join(parent, earlier, row)
    }
  }
  const unitOf = new Int32Array(rowCount)
  let count = 0
  for (let row = 0; row < rowCount; row++) {
    const root = find(parent, row)
    unitOf[row] = root === row ? count++ : unitOf[root]!
  }
  return count === rowCount ? undefined : { count, unitOf }
}

/** As `findUnits`; where every row stands alone, each row is a unit of its own. */
export function findOrCountUnits(data: SplitData): Units {
  return (
    findUnits(data) ?? { count: data.rowCount, unitOf: Int32Array.from({ length: data.rowCount }, (_, row) => row) }
  )
}

/** The lower row becomes the root, so that a root is always met first. */
function join(parent: Int32Array, a: number, b: number): void {
  const left = find(parent, a)
  const right = find(parent, b)
  if (left < right) parent[right] = left
  else parent[left] = right
}

function find(parent: Int32Array, row: number): number {
  let at = row
  while (parent[at] !== at) {
    parent[at] = parent[parent[at]!]!
    at = parent[at]!
  }
  return at
}
