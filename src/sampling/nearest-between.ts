import type { Context } from '../core/index.ts'
import { type Neighbors, nearestNeighborsBetween, ownPoints, type Points, type RowSet } from '../kernels/index.ts'
import { missingNeighborsBetween } from './distances/missing-neighbors.ts'
import { hasMissing } from './distances/space.ts'

/**
 * For each query its k nearest points, with squared distances: by distance, then by row. Missing cells, of either side,
 * are measured around, see `missingNeighbors`. Either side may be some rows of a larger set; what is found are places in it.
 */
export function nearestBetween(
  queries: Points | RowSet,
  points: Points | RowSet,
  k: number,
  context: Context,
): Promise<Neighbors> {
  if (!lacksCells(queries) && !lacksCells(points)) return nearestNeighborsBetween(queries, points, k, context)
  return missingNeighborsBetween(copied(queries), copied(points), k, context)
}

function lacksCells(side: Points | RowSet): boolean {
  if (!('points' in side)) return hasMissing(side.data)
  const { points, rows } = side
  const { data, columnCount: width } = points
  return rows ? rows.some((row) => hasMissing(data, row * width, (row + 1) * width)) : hasMissing(data)
}

function copied(side: Points | RowSet): Points {
  return 'points' in side ? ownPoints(side) : side
}
