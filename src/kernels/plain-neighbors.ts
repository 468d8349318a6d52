import { breathe, type Context } from '../core/index.ts'
import type { Neighbors } from './neighbors.ts'
import type { Points } from './points.ts'

const noPoint = 0x7fffffff
const differencesPerSlice = 1 << 21

/**
 * The reference for every faster build, and the fallback where WebAssembly has no SIMD: each query against each
 * point. A distance is the sum over columns, in index order, of the squared float64 differences. Where `queries` and
 * `points` are one object, a row is not its own neighbor.
 */
export async function plainNeighbors(
  queries: Points,
  points: Points,
  k: number,
  context: Context = {},
): Promise<Neighbors> {
  const total = queries.rowCount
  const indices = new Int32Array(total * k).fill(noPoint)
  const distances = new Float64Array(total * k).fill(Number.POSITIVE_INFINITY)
  const pointsPerSlice = Math.ceil(differencesPerSlice / (points.columnCount + 8))
  for (let query = 0; query < total && k > 0; query++) {
    for (let from = 0; from < points.rowCount; from += pointsPerSlice) {
      const to = Math.min(from + pointsPerSlice, points.rowCount)
      scan(queries, query, points, from, to, queries === points ? query : -1, k, indices, distances)
      if (points.rowCount > 1000 || query % 64 === 0) {
        await breathe(context, { stage: 'nearest neighbors', done: query, total })
      }
    }
  }
  return { k, indices, distances }
}

function scan(
  queries: Points,
  query: number,
  points: Points,
  from: number,
  to: number,
  excluded: number,
  k: number,
  indices: Int32Array,
  distances: Float64Array,
): void {
  const width = points.columnCount
  const a = queries.data
  const b = points.data
  const start = query * width
  const end = start + width
  const first = query * k
  const last = first + k - 1
  for (let point = from; point < to; point++) {
    if (point === excluded) continue
    const furthest = distances[last]!
    let distance = 0
    let at = point * width
    // The sum never falls, so a point already too far need not be summed to its end.
    for (let i = start; i < end && distance <= furthest; i++, at++) {
      const difference = a[i]! - b[at]!
      distance += difference * difference
    }
    if (distance > furthest || (distance === furthest && point > indices[last]!)) continue
    let place = last
    while (place > first && distances[place - 1]! > distance) {
      distances[place] = distances[place - 1]!
      indices[place] = indices[place - 1]!
      place--
    }
    distances[place] = distance
    indices[place] = point
  }
}
