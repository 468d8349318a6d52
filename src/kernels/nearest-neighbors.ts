import { type Context, DataError } from '../core/index.ts'
import { fastNeighbors } from './fast-neighbors.ts'
import type { Neighbors } from './neighbors.ts'
import { partsWell } from './parts-well.ts'
import { plainNeighbors } from './plain-neighbors.ts'
import { planNeighbors } from './plan-neighbors.ts'
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
  await checkPoints(who, X, context)
  checkNeighborCount(who, k, Math.max(0, X.rowCount - 1))
  return search(X, X, k, context)
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
  await checkPoints(`${who}, queries`, queries, context)
  await checkPoints(`${who}, points`, points, context)
  checkNeighborCount(who, k, points.rowCount)
  // The same object would mean a search of rows among themselves, which leaves out the row itself.
  return search(queries === points ? { ...queries } : queries, points, k, context)
}

async function search(queries: Points, points: Points, k: number, context: Context): Promise<Neighbors> {
  const plan = k > 0 && queries.rowCount > 0 ? planNeighbors(queries, points, context) : undefined
  const tree = plan && partsWell(queries, points) ? plan.tree : false
  const found = plan && (await fastNeighbors(queries, points, k, { ...plan, tree }, context))
  return found ?? plainNeighbors(queries, points, k, context)
}
