import { breathe, type Context } from '../../core/index.ts'
import type { Points } from '../../kernels/index.ts'
import { nanSquaredDistance, pairsPerPause } from '../distances/missing-neighbors.ts'

/**
 * For each query the sum of the distances to its k farthest points, added from the nearest of them on, where cells may be
 * missing; Infinity where a query shares no column with a point. Every pair is measured.
 */
export async function missingFarthestSums(
  queries: Points,
  points: Points,
  k: number,
  context: Context,
): Promise<Float64Array> {
  const sums = new Float64Array(queries.rowCount)
  const farthest = new Float64Array(k)
  const pause = pairsPerPause(points)
  for (let query = 0; query < sums.length; query++) {
    if (query % pause === 0) await breathe(context, { stage: 'farthest neighbors', done: query, total: sums.length })
    sums[query] = farthestSum(queries, query, points, farthest)
  }
  return sums
}

function farthestSum(queries: Points, query: number, points: Points, farthest: Float64Array): number {
  farthest.fill(-1)
  for (let point = 0; point < points.rowCount; point++) {
    const distance = nanSquaredDistance(queries, query, points, point)
    if (distance <= farthest[0]!) continue
    let place = 0
    for (; place + 1 < farthest.length && farthest[place + 1]! < distance; place++) {
      farthest[place] = farthest[place + 1]!
    }
    farthest[place] = distance
  }
  let sum = 0
  for (let place = 0; place < farthest.length; place++) sum += Math.sqrt(farthest[place]!)
  return sum
}
