import { breathe, type Context } from '../core/index.ts'
import type { Bounds } from './bounds.ts'
import type { Points } from './points.ts'

/** The reference for `countCloser`, and its fallback: each query against each point until there are enough. */
export async function plainCountCloser(
  queries: Points,
  points: Points,
  bounds: Bounds,
  limit: number,
  context: Context = {},
): Promise<Int32Array> {
  const counts = new Int32Array(queries.rowCount)
  for (let query = 0; query < queries.rowCount; query++) {
    const excluded = queries === points ? query : -1
    counts[query] = countOne(queries, query, points, excluded, bounds.distances[query]!, bounds.rows[query]!, limit)
    await breathe(context, { stage: 'counting closer rows', done: query, total: queries.rowCount })
  }
  return counts
}

function countOne(
  queries: Points,
  query: number,
  points: Points,
  excluded: number,
  bound: number,
  row: number,
  limit: number,
): number {
  const width = points.columnCount
  const a = queries.data
  const b = points.data
  const start = query * width
  const end = start + width
  let count = 0
  for (let point = 0; point < points.rowCount && count < limit; point++) {
    if (point === excluded) continue
    let distance = 0
    let at = point * width
    for (let i = start; i < end && distance <= bound; i++, at++) {
      const difference = a[i]! - b[at]!
      distance += difference * difference
    }
    if (distance < bound || (distance === bound && point < row)) count++
  }
  return count
}
