import { breathe, type Context } from '../../core/index.ts'
import { nearestNeighbors, nearestNeighborsBetween, type Points } from '../../kernels/index.ts'

/** The distance from each query to its nearest point; none where there are no points. */
export async function nearestDistances(queries: Points, points: Points, context: Context): Promise<Float64Array> {
  if (points.rowCount === 0 || queries.rowCount === 0) return new Float64Array(0)
  return (await nearestNeighborsBetween(queries, points, 1, context)).distances.map(Math.sqrt)
}

/** The distance from each point to its nearest other; none for fewer than two. */
export async function distancesAmong(points: Points, context: Context): Promise<Float64Array> {
  if (points.rowCount < 2) return new Float64Array(0)
  return (await nearestNeighbors(points, 1, context)).distances.map(Math.sqrt)
}

/** The distance from each row to the nearest of its parents, which are rows of `originals`. */
export async function parentDistances(
  rows: Points,
  originals: Points,
  parents: Int32Array,
  parentsPerRow: number,
  context: Context,
): Promise<Float64Array> {
  const width = rows.columnCount
  const nearest = new Float64Array(rows.rowCount).fill(Number.POSITIVE_INFINITY)
  for (let row = 0; row < rows.rowCount; row++) {
    if (row % 4096 === 0) await breathe(context, { stage: 'parents', done: row, total: rows.rowCount })
    for (let at = row * parentsPerRow; at < (row + 1) * parentsPerRow; at++) {
      let sum = 0
      for (let column = 0; column < width; column++) {
        const difference = rows.data[row * width + column]! - originals.data[parents[at]! * width + column]!
        sum += difference * difference
      }
      if (sum < nearest[row]!) nearest[row] = sum
    }
  }
  return nearest.map(Math.sqrt)
}
