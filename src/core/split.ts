import { type Labels, takeLabels } from './labels.ts'
import { type Matrix, takeRows } from './matrix.ts'
import { type MultiLabels, takeMultiLabels } from './multi-labels.ts'
import type { Part } from './part.ts'
import { type SparseMatrix, takeSparseRows } from './sparse-matrix.ts'

/** Some rows of a data set and the part they play. What is drawn from it keeps the part, in type and at run time. */
export interface Split<P extends Part = Part> {
  readonly part: P
  /** Indices of rows, ascending. */
  readonly rows: Int32Array
  of(X: Matrix): Matrix<P>
  of(X: SparseMatrix): SparseMatrix<P>
  of(y: Labels): Labels<P>
  of(Y: MultiLabels): MultiLabels<P>
  of<T>(values: readonly T[]): T[]
  of(values: Float64Array): Float64Array
}

/** The three parts of a data set. Every row is in at most one. */
export interface Parts {
  readonly train: Split<'train'>
  readonly validation: Split<'validation'>
  readonly test: Split<'test'>
}

/** One fold of a cross-validation: where to learn and where to look. */
export interface Fold {
  readonly train: Split<'train'>
  readonly validation: Split<'validation'>
}

/** Makes a split from row indices. */
export function split<P extends Part>(part: P, rows: ArrayLike<number>): Split<P> {
  const chosen = Int32Array.from(rows).sort()
  function of(data: Matrix | SparseMatrix | Labels | MultiLabels | readonly unknown[] | Float64Array): unknown {
    if (Array.isArray(data)) return Array.from(chosen, (row) => data[row])
    if (data instanceof Float64Array) return Float64Array.from(chosen, (row) => data[row]!)
    if ('codes' in data) return { ...takeLabels(data, chosen), part }
    if ('labels' in data) return { ...takeMultiLabels(data, chosen), part }
    if ('format' in data)
      return { ...(data.format === 'csr' ? takeSparseRows(data, chosen) : takeRows(data, chosen)), part }
    return undefined
  }
  return Object.freeze({ part, rows: chosen, of: of as Split<P>['of'] })
}
