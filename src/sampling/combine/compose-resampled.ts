import type { Provenance } from '../../core/index.ts'
import type { Lineage } from '../carry-along.ts'

/**
 * Two resamplings in a row as one: the data of the second, with rows and provenance that lead to the data before the
 * first. It is for every family: classes, numbers and several labels.
 *
 * A parent that is itself synthetic is replaced by its own parents, so every parent is a row of the data before. Where
 * entries then have different numbers of parents, the shorter repeat their last one; and where a parent was replaced,
 * `steps` is left out for all, since a step along one segment no longer says where the row lies.
 */
export function composeResampled<R extends Lineage>(first: Lineage, second: R): R {
  const entryOf = syntheticEntries(first.rows)
  const rows = second.rows.map((row) => (row < 0 ? -1 : first.rows[row]!))
  const sources = sourcesOf(first, second, entryOf)
  const parentsPerRow = mostParents(first, second, sources)
  const parents = new Int32Array(sources.length * parentsPerRow)
  for (let entry = 0; entry < sources.length; entry++) {
    const at = entry * parentsPerRow
    const end = writeParents(first, second, entryOf, sources[entry]!, parents, at)
    parents.fill(parents[end - 1]!, end, at + parentsPerRow)
  }
  const { method, seed } = second.provenance.count > 0 ? second.provenance : first.provenance
  const composed: Provenance = { method, seed, count: sources.length, parentsPerRow, parents }
  const steps = composeSteps(first, second, sources)
  return { ...second, rows, provenance: Object.freeze(steps ? { ...composed, steps } : composed) }
}

/** For each synthetic row which entry of the provenance is its own. */
function syntheticEntries(rows: Int32Array): Int32Array {
  let next = 0
  return rows.map((row) => (row < 0 ? next++ : -1))
}

/** For each synthetic row of the result its entry in the first provenance, or −1 − its entry in the second. */
function sourcesOf(first: Lineage, second: Lineage, entryOf: Int32Array): Int32Array {
  const sources = new Int32Array(second.rows.length)
  let count = 0
  let next = 0
  for (const row of second.rows) {
    if (row < 0) sources[count++] = -1 - next++
    else if (first.rows[row]! < 0) sources[count++] = entryOf[row]!
  }
  return sources.subarray(0, count)
}

/** Whether a row that the second resampling made has a parent that the first had made. */
function hasSyntheticParent(first: Lineage, { parents, parentsPerRow }: Provenance, entry: number): boolean {
  for (let at = entry * parentsPerRow; at < (entry + 1) * parentsPerRow; at++) {
    if (first.rows[parents[at]!]! < 0) return true
  }
  return false
}

function mostParents(first: Lineage, second: Lineage, sources: Int32Array): number {
  const before = first.provenance.parentsPerRow
  const { parents, parentsPerRow } = second.provenance
  let most = 0
  for (const source of sources) {
    if (source >= 0) {
      most = Math.max(most, before)
      continue
    }
    let count = 0
    const entry = -1 - source
    for (let at = entry * parentsPerRow; at < (entry + 1) * parentsPerRow; at++) {
      count += first.rows[parents[at]!]! < 0 ? before : 1
    }
    most = Math.max(most, count)
  }
  return most
}

/** Writes the parents of one synthetic row from `at` on, and says where they end. */
function writeParents(
  first: Lineage,
  second: Lineage,
  entryOf: Int32Array,
  source: number,
  into: Int32Array,
  at: number,
): number {
  if (source >= 0) return copyParents(first.provenance, source, into, at)
  const { parents, parentsPerRow } = second.provenance
  const from = (-1 - source) * parentsPerRow
  let end = at
  for (let parent = from; parent < from + parentsPerRow; parent++) {
    const row = parents[parent]!
    if (first.rows[row]! < 0) end = copyParents(first.provenance, entryOf[row]!, into, end)
    else into[end++] = first.rows[row]!
  }
  return end
}

function copyParents({ parents, parentsPerRow }: Provenance, entry: number, into: Int32Array, at: number): number {
  for (let index = 0; index < parentsPerRow; index++) into[at + index] = parents[entry * parentsPerRow + index]!
  return at + parentsPerRow
}

function composeSteps(first: Lineage, second: Lineage, sources: Int32Array): Float64Array | undefined {
  const { steps: before } = first.provenance
  const { steps: after } = second.provenance
  const steps = new Float64Array(sources.length)
  for (let entry = 0; entry < sources.length; entry++) {
    const source = sources[entry]!
    const from = source >= 0 ? before : after
    if (!from || (source < 0 && hasSyntheticParent(first, second.provenance, -1 - source))) return undefined
    steps[entry] = from[source >= 0 ? source : -1 - source]!
  }
  return steps.length > 0 ? steps : undefined
}
