import type { Context, Matrix } from '../../core/index.ts'
import type { Points } from '../../kernels/index.ts'
import { pointsOf } from '../points-of.ts'
import { stackRows } from '../stack-rows.ts'

/** Copies of the given rows as the points of a search. */
export async function rowsAsPoints(X: Matrix<'train'>, rows: Int32Array, context: Context): Promise<Points> {
  return pointsOf((await stackRows(X, rows, 0, context)) as Matrix)
}
