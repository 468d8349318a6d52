import { breathe, type Context } from '../../core/index.ts'
import type { Neighbors, Points } from '../../kernels/index.ts'

/**
 * For each given row its k nearest other rows, where cells may be missing: `rows × k`, by distance, then by row.
 *
 * The squared distance is the sum over the columns that both rows have, times all columns divided by these: scikit-learn's
 * `nan_euclidean_distances`. Two rows that share no column are farther apart than any others. It is no metric, so every
 * pair is measured: `rows × points × columns` steps and no memory beside the answer.
 */
export async function missingNeighbors(
  points: Points,
  rows: Int32Array,
  k: number,
  context: Context,
): Promise<Neighbors> {
  return listAll(points, rows.length, points, k, context, (query) => rows[query]!, true)
}

/** For each query its k nearest points, where cells of both may be missing: by the same distance, then by row. */
export async function missingNeighborsBetween(
  queries: Points,
  points: Points,
  k: number,
  context: Context,
): Promise<Neighbors> {
  return listAll(queries, queries.rowCount, points, k, context, (query) => query, false)
}

/** The lists of all queries, of which each is some row of theirs; among its own points it leaves itself out. */
async function listAll(
  queries: Points,
  count: number,
  points: Points,
  k: number,
  context: Context,
  rowOf: (query: number) => number,
  among: boolean,
): Promise<Neighbors> {
  const indices = new Int32Array(count * k)
  const distances = new Float64Array(count * k)
  const pause = pairsPerPause(points)
  for (let query = 0; query < count; query++) {
    if (query % pause === 0) await breathe(context, { stage: 'neighbors', done: query, total: count })
    const row = rowOf(query)
    const [from, end] = [query * k, (query + 1) * k]
    const except = among ? row : -1
    nearestOf(queries, row, points, except, k, indices.subarray(from, end), distances.subarray(from, end))
  }
  return { k, indices, distances }
}

/** How many queries may be answered before others must have their turn: a million steps. */
export function pairsPerPause(points: Points): number {
  return Math.max(1, Math.floor(1_000_000 / (points.rowCount * points.columnCount)))
}

/** The k points nearest to a query, but for the one at `except`. */
function nearestOf(
  queries: Points,
  query: number,
  points: Points,
  except: number,
  k: number,
  found: Int32Array,
  distances: Float64Array,
): void {
  let filled = 0
  for (let row = 0; row < points.rowCount; row++) {
    if (row === except) continue
    const distance = nanSquaredDistance(queries, query, points, row)
    if (filled === k && distance >= distances[k - 1]!) continue
    let at = filled < k ? filled++ : k - 1
    for (; at > 0 && distances[at - 1]! > distance; at--) {
      distances[at] = distances[at - 1]!
      found[at] = found[at - 1]!
    }
    distances[at] = distance
    found[at] = row
  }
}

/** The squared distance over the columns that both rows have, scaled to all columns; Infinity where they share none. */
export function nanSquaredDistance(a: Points, rowOfA: number, b: Points, rowOfB: number): number {
  const width = a.columnCount
  const startA = rowOfA * width
  const startB = rowOfB * width
  let sum = 0
  let present = 0
  for (let column = 0; column < width; column++) {
    const difference = a.data[startA + column]! - b.data[startB + column]!
    if (!Number.isNaN(difference)) {
      sum += difference * difference
      present++
    }
  }
  return present === 0 ? Number.POSITIVE_INFINITY : present === width ? sum : (sum * width) / present
}
