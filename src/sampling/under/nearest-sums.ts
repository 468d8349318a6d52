import { breathe, type Context } from '../../core/index.ts'
import type { Points, RowSet } from '../../kernels/index.ts'
import { nearestBetween } from '../nearest-between.ts'

const rowsPerSlice = 1 << 16

/** For each query the sum of the distances to its k nearest points, added from the nearest on. */
export async function nearestSums(queries: RowSet, points: Points, k: number, context: Context): Promise<Float64Array> {
  const { distances } = await nearestBetween(queries, points, k, context)
  const sums = new Float64Array(distances.length / k)
  for (let start = 0; start < sums.length; start += rowsPerSlice) {
    await breathe(context, { stage: 'adding distances', done: start, total: sums.length })
    addDistances(distances, k, start, Math.min(start + rowsPerSlice, sums.length), sums)
  }
  return sums
}

function addDistances(distances: Float64Array, k: number, start: number, end: number, sums: Float64Array): void {
  for (let query = start; query < end; query++) {
    let sum = 0
    for (let at = query * k; at < (query + 1) * k; at++) sum += Math.sqrt(distances[at]!)
    sums[query] = sum
  }
}
