import type { Matrix } from '../core/index.ts'
import type { Points } from '../kernels/index.ts'

/** A matrix as the points of a neighbor search, without a copy. */
export function pointsOf({ data, rowCount, columns }: Matrix): Points {
  return { data, rowCount, columnCount: columns.length }
}
