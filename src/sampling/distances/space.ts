import type { SparseMatrix } from '../../core/index.ts'
import { firstNotFinite, type Points } from '../../kernels/index.ts'
import { pointsOf } from '../points-of.ts'
import type { AnyMatrix } from '../sampler.ts'

/** Rows between which distances are measured: dense, perhaps with missing cells, or sparse. */
export type Space = Points | SparseMatrix

/** A matrix as the rows of a search, without a copy. */
export function spaceOf(X: AnyMatrix): Space {
  return X.format === 'csr' ? X : pointsOf(X)
}

/** Whether a cell is missing, from one place to another. */
export function hasMissing(data: Float64Array, start = 0, end = data.length): boolean {
  const first = firstNotFinite(data, start, end)
  if (first < 0) return false
  for (let cell = first; cell < end; cell++) if (Number.isNaN(data[cell]!)) return true
  return false
}
