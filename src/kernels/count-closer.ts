import { type Context, DataError, OptionError } from '../core/index.ts'
import type { Bounds } from './bounds.ts'
import { checkPoints } from './check-points.ts'
import type { NeighborPlan } from './fast-neighbors.ts'
import { bounded, counting, openSets } from './open-sets.ts'
import { plainCountCloser } from './plain-count-closer.ts'
import { planForRows, planNeighbors } from './plan-neighbors.ts'
import type { Points } from './points.ts'
import { extentOf, ownPoints, type RowSet, rowCountOf, rowSetOf } from './row-set.ts'
import { type SliceLists, sliceQueries } from './slice-queries.ts'

const stage = 'counting closer rows'

/**
 * For every query, how many points lie closer than its own bound, stopping at `limit`: where only "are there enough?"
 * is asked, most queries are answered by the first few points. Where `queries` and `points` are one object, a row does
 * not count itself; a bound below 0 counts nothing. Either may be some rows of a larger set, which are not copied out.
 *
 * As exact as `nearestNeighbors`: distances are float64 sums over the columns in their order, and neither workers nor
 * machine change a count. It is what scikit-learn's `NearestNeighbors.radius_neighbors` would be counted for, with a
 * radius a row.
 *
 * Throws a `DataError` for numbers that are missing or infinite and for shapes that do not fit.
 */
export async function countCloser(
  queries: Points | RowSet,
  points: Points | RowSet,
  bounds: Bounds,
  limit: number,
  context: Context = {},
): Promise<Int32Array> {
  const who = 'countCloser'
  const among = rowSetOf(points)
  const asking = queries === points ? among : rowSetOf(queries)
  const { columnCount } = among.points
  const count = rowCountOf(asking)
  if (asking.points.columnCount !== columnCount) {
    throw new DataError(`${who}: the queries have ${asking.points.columnCount} columns and the points ${columnCount}.`)
  }
  if (bounds.distances.length !== count || bounds.rows.length !== count) {
    throw new DataError(`${who}: ${count} queries need as many bounds; there are ${bounds.distances.length}.`)
  }
  if (!Number.isInteger(limit) || limit < 1) {
    throw new OptionError(`${who}: \`limit\` must be a whole number ≥ 1; it is ${limit}.`)
  }
  let magnitude = await checkPoints(`${who}, points`, among, context)
  if (asking !== among) magnitude = Math.max(magnitude, await checkPoints(`${who}, queries`, asking, context))
  const some = rowCountOf(among) > 0 && count > 0
  const plan = some ? planNeighbors(extentOf(asking), extentOf(among), magnitude, context) : undefined
  if (plan) {
    const own = planForRows(plan, asking, among)
    const fast = asking === among || own.tree === true ? fastCountCloser : sliceCounts
    const found = await fast(asking, among, bounds, limit, own, context)
    if (found) return found
  }
  const all = ownPoints(among)
  return plainCountCloser(asking === among ? all : { ...ownPoints(asking) }, all, bounds, limit, context)
}

/** The same by the kernels; undefined where memory is short. */
export async function fastCountCloser(
  queries: RowSet,
  points: RowSet,
  bounds: Bounds,
  limit: number,
  plan: NeighborPlan,
  context: Context,
): Promise<Int32Array | undefined> {
  const count = rowCountOf(queries)
  const among = queries === points ? { points: points.points, rows: new Int32Array(0) } : points
  const sets = await openSets([queries, among], 1, plan, stage)
  if (!sets) return undefined
  sets.distances(count).set(bounds.distances)
  sets.indices(count).set(bounds.rows)
  sets.counts(count).fill(0)
  const mode = bounded + counting
  await sets.search({ queries: 0, points: queries === points ? 0 : 1, k: 1, mode, limit }, context)
  const found = sets.counts(count).slice()
  sets.close()
  return found
}

/** The counts of queries that go by in slices. */
export async function sliceCounts(
  queries: RowSet,
  points: RowSet,
  bounds: Bounds,
  limit: number,
  plan: NeighborPlan,
  context: Context,
): Promise<Int32Array | undefined> {
  const counts = new Int32Array(rowCountOf(queries))
  const job = {
    stage,
    k: 1,
    mode: bounded + counting,
    limit,
    write(lists: SliceLists, from: number, to: number) {
      lists.distances.set(bounds.distances.subarray(from, to))
      lists.indices.set(bounds.rows.subarray(from, to))
      lists.counts.fill(0)
    },
    read(lists: SliceLists, from: number, to: number) {
      counts.set(lists.counts.subarray(0, to - from), from)
    },
  }
  return (await sliceQueries(queries, points, job, plan, context)) ? counts : undefined
}
