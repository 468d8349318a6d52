import { DataError, type Matrix } from '../core/index.ts'
import { type DuplicateClusters, duplicateClusters } from './duplicate-clusters.ts'
import { duplicateRows } from './duplicate-rows.ts'
import { normalizeText } from './normalize-text.ts'

/** What a row consists of. Two rows are duplicates where everything given agrees. */
export interface RowContents {
  /** Compared after `normalizeText`. */
  readonly texts?: readonly string[] | undefined
  /** Compared as they stand. */
  readonly keys?: readonly string[] | undefined
  /** Compared as numbers; a missing cell equals a missing cell. */
  readonly X?: Matrix | undefined
}

/**
 * The rows that say exactly the same. Hand the clusters to a split as groups, so that no row of the test part was seen in
 * training. Texts that differ in a word are not found.
 */
export function exactDuplicates({ texts, keys, X }: RowContents): DuplicateClusters {
  const found: DuplicateClusters[] = []
  if (texts) found.push(duplicateClusters(texts.map(normalizeText)))
  if (keys) found.push(duplicateClusters(keys))
  if (X) found.push(duplicateRows(X))
  const first = found[0]
  if (!first) throw new DataError('exactDuplicates: nothing to compare; give `texts`, `keys` or `X`.')
  return found.slice(1).reduce(both, first)
}

/** Rows that share a cluster in both. */
function both(a: DuplicateClusters, b: DuplicateClusters): DuplicateClusters {
  if (a.cluster.length !== b.cluster.length) {
    throw new DataError(`exactDuplicates: ${a.cluster.length} rows and ${b.cluster.length} rows; give as many of each.`)
  }
  const cluster = new Int32Array(a.cluster.length)
  const representative: number[] = []
  const known = new Map<number, number>()
  for (let row = 0; row < cluster.length; row++) {
    const pair = a.cluster[row]! * b.count + b.cluster[row]!
    let found = known.get(pair)
    if (found === undefined) {
      found = representative.length
      known.set(pair, found)
      representative.push(row)
    }
    cluster[row] = found
  }
  return { cluster, count: representative.length, representative: Int32Array.from(representative) }
}
