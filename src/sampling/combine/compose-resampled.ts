import type { Matrix, Provenance, SparseMatrix } from '../../core/index.ts'
import type { Resampled } from '../sampler.ts'

/**
 * Two resamplings in a row as one, where the second makes no rows: its data, with rows and provenance that lead to the
 * data before the first.
 */
export function composeResampled<X extends Matrix | SparseMatrix>(
  first: Resampled<Matrix | SparseMatrix>,
  second: Resampled<X>,
): Resampled<X> {
  const entryOf = syntheticEntries(first.rows)
  const entries = second.rows.filter((row) => first.rows[row]! < 0).map((row) => entryOf[row]!)
  return {
    ...second,
    rows: second.rows.map((row) => first.rows[row]!),
    provenance: Object.freeze(takeProvenance(first.provenance, entries)),
  }
}

function takeProvenance(provenance: Provenance, entries: Int32Array): Provenance {
  const { parentsPerRow, steps } = provenance
  const parents = new Int32Array(entries.length * parentsPerRow)
  entries.forEach((entry, to) => {
    const from = entry * parentsPerRow
    parents.set(provenance.parents.subarray(from, from + parentsPerRow), to * parentsPerRow)
  })
  const taken = { ...provenance, count: entries.length, parents }
  return steps ? { ...taken, steps: Float64Array.from(entries, (entry) => steps[entry]!) } : taken
}

/** For each synthetic row which entry of the provenance is its own. */
function syntheticEntries(rows: Int32Array): Int32Array {
  let next = 0
  return rows.map((row) => (row < 0 ? next++ : -1))
}
