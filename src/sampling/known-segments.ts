import type { Matrix, SparseMatrix } from '../core/index.ts'
import type { Segments } from '../kernels/index.ts'
import type { Resampled } from './sampler.ts'

type AnyMatrix = Matrix | SparseMatrix

const known = new WeakMap<AnyMatrix, Segments>()

/**
 * Notes, for the next step of a chain, on which segments the synthetic rows of a resampling lie. The kernels check it
 * before they rely on it, so that a matrix which is changed later is still measured as it is.
 */
export function noteSegments({ X, rows, provenance }: Resampled<AnyMatrix>): void {
  const { parents, parentsPerRow } = provenance
  if (parentsPerRow !== 2 || X.format === 'csr') return
  const placeOf = new Int32Array(rows.reduce((most, row) => Math.max(most, row), -1) + 1).fill(-1)
  for (let place = 0; place < rows.length; place++) if (rows[place]! >= 0) placeOf[rows[place]!] = place
  const first = new Int32Array(rows.length).fill(-1)
  const second = first.slice()
  for (let place = 0, entry = 0; place < rows.length; place++) {
    if (rows[place]! >= 0) continue
    const from = placeOf[parents[2 * entry]!] ?? -1
    const to = placeOf[parents[2 * entry + 1]!] ?? -1
    if (from >= 0 && to >= 0) {
      first[place] = from
      second[place] = to
    }
    entry++
  }
  known.set(X, { first, second })
}

/** What was noted of a matrix; undefined where nothing is known. */
export function knownSegments(X: AnyMatrix): Segments | undefined {
  return known.get(X)
}
