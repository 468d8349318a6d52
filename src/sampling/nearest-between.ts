import type { Context } from '../core/index.ts'
import { type Neighbors, nearestNeighborsBetween, type Points } from '../kernels/index.ts'
import { missingNeighborsBetween } from './distances/missing-neighbors.ts'
import { hasMissing } from './distances/space.ts'

/**
 * For each query its k nearest points, with squared distances: by distance, then by row. Missing cells, of either side,
 * are measured around, see `missingNeighbors`.
 */
export function nearestBetween(queries: Points, points: Points, k: number, context: Context): Promise<Neighbors> {
  const search = hasMissing(queries.data) || hasMissing(points.data) ? missingNeighborsBetween : nearestNeighborsBetween
  return search(queries, points, k, context)
}
