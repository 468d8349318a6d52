import { type Context, DataError, OptionError } from '../core/index.ts'
import type { Bounds } from './bounds.ts'
import type { NeighborPlan } from './fast-neighbors.ts'
import { bounded, counting, openSets } from './open-sets.ts'
import { plainCountCloser } from './plain-count-closer.ts'
import { planNeighbors } from './plan-neighbors.ts'
import { checkPoints, type Points } from './points.ts'

const stage = 'counting closer rows'

/**
 * For every query, how many points lie closer than its own bound, stopping at `limit`: where only "are there enough?"
 * is asked, most queries are answered by the first few points. Where `queries` and `points` are one object, a row does
 * not count itself; a bound below 0 counts nothing.
 *
 * As exact as `nearestNeighbors`: distances are float64 sums over the columns in their order, and neither workers nor
 * machine change a count. It is what scikit-learn's `NearestNeighbors.radius_neighbors` would be counted for, with a
 * radius a row.
 *
 * Throws a `DataError` for numbers that are missing or infinite and for shapes that do not fit.
 */
export async function countCloser(
  queries: Points,
  points: Points,
  bounds: Bounds,
  limit: number,
  context: Context = {},
): Promise<Int32Array> {
  const who = 'countCloser'
  if (queries.columnCount !== points.columnCount) {
    throw new DataError(`${who}: the queries have ${queries.columnCount} columns and the points ${points.columnCount}.`)
  }
  if (bounds.distances.length !== queries.rowCount || bounds.rows.length !== queries.rowCount) {
    throw new DataError(
      `${who}: ${queries.rowCount} queries need as many bounds; there are ${bounds.distances.length}.`,
    )
  }
  if (!Number.isInteger(limit) || limit < 1) {
    throw new OptionError(`${who}: \`limit\` must be a whole number ≥ 1; it is ${limit}.`)
  }
  await checkPoints(`${who}, points`, points, context)
  if (queries !== points) await checkPoints(`${who}, queries`, queries, context)
  const plan = points.rowCount > 0 && queries.rowCount > 0 ? planNeighbors(queries, points, context) : undefined
  const found = plan && (await fastCountCloser(queries, points, bounds, limit, plan, context))
  return found ?? plainCountCloser(queries, points, bounds, limit, context)
}

/** The same by the kernels; undefined where numbers cannot be scaled or memory is short. */
export async function fastCountCloser(
  queries: Points,
  points: Points,
  bounds: Bounds,
  limit: number,
  plan: NeighborPlan,
  context: Context,
): Promise<Int32Array | undefined> {
  const count = queries.rowCount
  const among = queries === points ? { points, rows: new Int32Array(0) } : { points }
  const sets = await openSets([{ points: queries }, among], 1, plan, stage, context)
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
