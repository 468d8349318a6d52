import type { Context } from '../../core/index.ts'
import type { Points } from '../../kernels/index.ts'
import { nearestBetween } from '../nearest-between.ts'

/** For each query the squared distance to its k-th nearest point; Infinity where there are fewer. */
export async function kthDistances(
  queries: Points,
  points: Points,
  k: number,
  context: Context,
): Promise<Float64Array> {
  if (points.rowCount < k) return new Float64Array(queries.rowCount).fill(Infinity)
  const { distances } = await nearestBetween(queries, points, k, context)
  return Float64Array.from({ length: queries.rowCount }, (_, query) => distances[(query + 1) * k - 1]!)
}
