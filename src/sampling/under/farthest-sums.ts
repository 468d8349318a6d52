import { breathe, type Context } from '../../core/index.ts'
import type { Points } from '../../kernels/index.ts'
import { FarthestScan } from './farthest-scan.ts'
import { LeastSums } from './least-sums.ts'
import { pivotsOf } from './pivots.ts'

const pivotCount = 48
const rowsPerSlice = 2048
const buckets = 4096

/**
 * For each query the sum of the distances to its k farthest points, added from the nearest of them on, where that sum
 * may be among the `count` least; Infinity where it cannot.
 *
 * The k farthest of a few points at the rim bound every sum from below. Queries are then taken from the least bound on,
 * and only those whose bound does not exceed the `count` least sums so far are compared with other points. Exact, in
 * memory for one number a query.
 */
export async function leastFarthestSums(
  queries: Points,
  points: Points,
  k: number,
  count: number,
  context: Context,
): Promise<Float64Array> {
  const total = queries.rowCount
  const sums = new Float64Array(total).fill(Infinity)
  if (count === 0) return sums
  const scan = new FarthestScan(queries, points, k, pivotsOf(points, Math.min(points.rowCount, pivotCount + k)))
  const bounds = new Float64Array(total)
  for (let start = 0; start < total; start += rowsPerSlice) {
    await breathe(context, { stage: 'bounding distances', done: start, total })
    const end = Math.min(start + rowsPerSlice, total)
    for (let query = start; query < end; query++) bounds[query] = scan.bound(query)
  }
  const least = new LeastSums(Math.min(count, total))
  let done = 0
  for (const query of roughOrder(bounds)) {
    if (++done % 16 === 0) await breathe(context, { stage: 'farthest neighbors', done, total })
    if (bounds[query]! > least.greatest) continue
    const sum = scan.sum(query, least.greatest)
    sums[query] = sum
    least.add(sum)
  }
  return sums
}

/** The indices, ascending by value but for differences of a small part of the range: enough where order only saves time. */
function roughOrder(values: Float64Array): Int32Array {
  let low = Infinity
  let high = -Infinity
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  const scale = high > low ? (buckets - 1) / (high - low) : 0
  const starts = new Int32Array(buckets + 1)
  const bucketOf = (value: number): number => Math.floor((value - low) * scale)
  for (const value of values) starts[bucketOf(value) + 1]!++
  for (let bucket = 0; bucket < buckets; bucket++) starts[bucket + 1]! += starts[bucket]!
  const order = new Int32Array(values.length)
  for (let index = 0; index < values.length; index++) order[starts[bucketOf(values[index]!)]!++] = index
  return order
}
