import type { Matrix, Provenance } from '../../core/index.ts'

/**
 * Gives every missing cell of the synthetic rows, which are the last rows of X, the value of the first of its parents
 * that has one; where all miss it, it stays missing. The parents are the first rows of X.
 */
export function fillFromParents(X: Matrix, { count, parents, parentsPerRow }: Provenance): void {
  const { data } = X
  const width = X.columns.length
  const start = (X.rowCount - count) * width
  for (let cell = start; cell < data.length; cell++) {
    if (!Number.isNaN(data[cell]!)) continue
    const column = cell % width
    const from = ((cell - start - column) / width) * parentsPerRow
    for (let at = from; at < from + parentsPerRow && Number.isNaN(data[cell]!); at++) {
      data[cell] = data[parents[at]! * width + column]!
    }
  }
}
