import type { Matrix, Provenance } from '../../core/index.ts'

/**
 * Gives every missing cell of the synthetic rows, which are the last rows of X, the value of the first of its parents
 * that has one; where all miss it, it stays missing. The parents are the first rows of X.
 */
export function fillFromParents(X: Matrix, provenance: Provenance): void {
  fillFrom(X, provenance, X.data.subarray((X.rowCount - provenance.count) * X.columns.length))
}

/** The same for new rows that stand elsewhere, row-major: their parents are rows of X. */
export function fillFrom(
  { data, columns }: Matrix,
  { parents, parentsPerRow }: Pick<Provenance, 'parents' | 'parentsPerRow'>,
  into: Float64Array,
): void {
  const width = columns.length
  for (let cell = 0; cell < into.length; cell++) {
    if (!Number.isNaN(into[cell]!)) continue
    const column = cell % width
    const from = ((cell - column) / width) * parentsPerRow
    for (let at = from; at < from + parentsPerRow && Number.isNaN(into[cell]!); at++) {
      into[cell] = data[parents[at]! * width + column]!
    }
  }
}
