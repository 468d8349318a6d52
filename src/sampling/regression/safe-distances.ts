import { breathe, type Context } from '../../core/index.ts'
import type { Points } from '../../kernels/index.ts'
import { nanSquaredDistance, pairsPerPause } from '../distances/missing-neighbors.ts'

/** For each of the given points half the median of its distances to all others; every pair is measured. */
export async function safeDistances(points: Points, rows: Int32Array, context: Context): Promise<Float64Array> {
  const safe = new Float64Array(rows.length)
  const distances = new Float64Array(points.rowCount - 1)
  const pause = pairsPerPause(points)
  for (let query = 0; query < rows.length; query++) {
    if (query % pause === 0) await breathe(context, { stage: 'measuring rows', done: query, total: rows.length })
    let at = 0
    for (let other = 0; other < points.rowCount; other++) {
      if (other !== rows[query]) distances[at++] = nanSquaredDistance(points, rows[query]!, points, other)
    }
    distances.sort()
    const [low, high] = [distances[(at - 1) >> 1]!, distances[at >> 1]!]
    safe[query] = (Math.sqrt(low) + Math.sqrt(high)) / 4
  }
  return safe
}
