import type { Matrix } from '../../core/index.ts'
import type { Resampled } from '../sampler.ts'

/** Two resamplings in a row as one, for a second one that makes no rows: rows and provenance lead to the first's data. */
export function composeResampled<X extends Matrix>(first: Resampled<X>, second: Resampled<X>): Resampled<X> {
  const { parentsPerRow } = first.provenance
  const rows = second.rows.map((row) => first.rows[row]!)
  const entryOf = syntheticEntries(first.rows)
  const kept = second.rows.filter((row) => first.rows[row]! < 0).map((row) => entryOf[row]!)
  const parents = new Int32Array(kept.length * parentsPerRow)
  kept.forEach((entry, to) => {
    const from = entry * parentsPerRow
    parents.set(first.provenance.parents.subarray(from, from + parentsPerRow), to * parentsPerRow)
  })
  const { steps } = first.provenance
  const provenance = { ...first.provenance, count: kept.length, parents }
  return {
    ...second,
    rows,
    provenance: steps ? { ...provenance, steps: Float64Array.from(kept, (entry) => steps[entry]!) } : provenance,
  }
}

/** For each synthetic row which entry of the provenance is its own. */
function syntheticEntries(rows: Int32Array): Int32Array {
  let next = 0
  return rows.map((row) => (row < 0 ? next++ : -1))
}
