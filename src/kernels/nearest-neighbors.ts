import { type Context, DataError } from '../core/index.ts'
import type { Neighbors } from './neighbors.ts'
import { plainNeighbors } from './plain-neighbors.ts'
import { checkNeighborCount, checkPoints, type Points } from './points.ts'

/**
 * For every row of `X`, its `k` nearest other rows by Euclidean distance. A row is never its own neighbor, but an
 * equal row is.
 *
 * The answer is exact: distances are sums in float64 over the columns in their order, ties go to the lower row
 * index, and neither the number of workers nor the machine changes a bit of it. It equals scikit-learn's
 * `NearestNeighbors(n_neighbors=k).fit(X).kneighbors()`, but for ties, and for distances being squared here.
 *
 * Throws a `DataError` for a number that is missing or infinite, and where there are fewer than `k` other rows.
 */
export async function nearestNeighbors(X: Points, k: number, context: Context = {}): Promise<Neighbors> {
  const who = 'nearestNeighbors'
  checkPoints(who, X)
  checkNeighborCount(who, k, Math.max(0, X.rowCount - 1))
  return plainNeighbors(X, X, k, true, context)
}

/**
 * For every row of `queries`, its `k` nearest rows of `points`, as exactly as `nearestNeighbors`. A query that also
 * stands among the points finds itself first.
 */
export async function nearestNeighborsBetween(
  queries: Points,
  points: Points,
  k: number,
  context: Context = {},
): Promise<Neighbors> {
  const who = 'nearestNeighborsBetween'
  if (queries.columnCount !== points.columnCount) {
    throw new DataError(`${who}: the queries have ${queries.columnCount} columns and the points ${points.columnCount}.`)
  }
  checkPoints(`${who}, queries`, queries)
  checkPoints(`${who}, points`, points)
  checkNeighborCount(who, k, points.rowCount)
  return plainNeighbors(queries, points, k, false, context)
}
