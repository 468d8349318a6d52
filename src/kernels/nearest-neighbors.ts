import { type Context, DataError } from '../core/index.ts'
import { checkNeighborCount, checkPoints } from './check-points.ts'
import { fastNeighbors, type NeighborPlan } from './fast-neighbors.ts'
import type { Neighbors } from './neighbors.ts'
import { plainNeighbors } from './plain-neighbors.ts'
import { planForRows, planNeighbors } from './plan-neighbors.ts'
import type { Points } from './points.ts'
import { extentOf, ownPoints, type RowSet, rowCountOf, rowSetOf } from './row-set.ts'
import { slicePoints } from './slice-points.ts'
import { type SliceLists, sliceQueries } from './slice-queries.ts'

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
  const magnitude = await checkPoints(who, X, context)
  checkNeighborCount(who, k, Math.max(0, X.rowCount - 1))
  const all = { points: X }
  return search(all, all, k, magnitude, context)
}

/**
 * For every row of `queries`, its `k` nearest rows of `points`, as exactly as `nearestNeighbors`. A query that also
 * stands among the points finds itself first. Either may be some rows of a larger set, which are not copied out; what is
 * found are places in it.
 */
export async function nearestNeighborsBetween(
  queries: Points | RowSet,
  points: Points | RowSet,
  k: number,
  context: Context = {},
): Promise<Neighbors> {
  const who = 'nearestNeighborsBetween'
  const asking = { ...rowSetOf(queries) }
  const among = rowSetOf(points)
  const columns = [asking.points.columnCount, among.points.columnCount]
  if (columns[0] !== columns[1]) {
    throw new DataError(`${who}: the queries have ${columns[0]} columns and the points ${columns[1]}.`)
  }
  const ofQueries = await checkPoints(`${who}, queries`, asking, context)
  const ofPoints = await checkPoints(`${who}, points`, among, context)
  checkNeighborCount(who, k, rowCountOf(among))
  return search(asking, among, k, Math.max(ofQueries, ofPoints), context)
}

/** One set as both means a search of rows among themselves, which leaves out the row itself. */
async function search(
  queries: RowSet,
  points: RowSet,
  k: number,
  magnitude: number,
  context: Context,
): Promise<Neighbors> {
  const same = queries === points
  const among = extentOf(points)
  const asking = same ? among : extentOf(queries)
  const plan = k > 0 && asking.rowCount > 0 ? planNeighbors(asking, among, magnitude, context) : undefined
  if (plan) {
    const own = planForRows(plan, queries, points)
    const unsliced = same || own.tree === true
    const fast = unsliced ? fastNeighbors : asking.rowCount < among.rowCount ? slicePoints : sliceLists
    const found = await fast(queries, points, k, own, context)
    if (found) return found
  }
  const all = ownPoints(points)
  return plainNeighbors(same ? all : { ...ownPoints(queries) }, all, k, context)
}

/** The lists of queries that go by in slices. */
export async function sliceLists(
  queries: RowSet,
  points: RowSet,
  k: number,
  plan: NeighborPlan,
  context: Context,
): Promise<Neighbors | undefined> {
  const total = rowCountOf(queries) * k
  const indices = new Int32Array(total)
  const distances = new Float64Array(total)
  const read = (lists: SliceLists, from: number, to: number): void => {
    indices.set(lists.indices.subarray(0, (to - from) * k), from * k)
    distances.set(lists.distances.subarray(0, (to - from) * k), from * k)
  }
  const done = await sliceQueries(
    queries,
    points,
    { stage: 'nearest neighbors', k, mode: 0, limit: 0, read },
    plan,
    context,
  )
  return done ? { k, indices, distances } : undefined
}
