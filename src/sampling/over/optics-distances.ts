import { breathe, type Context } from '../../core/index.ts'
import { nearestNeighbors, type Points } from '../../kernels/index.ts'
import { missingNeighbors, nanSquaredDistance } from '../distances/missing-neighbors.ts'
import { hasMissing } from '../distances/space.ts'

/** How thinly the points lie, as OPTICS sees them. */
export interface OpticsDistances {
  /** From each point to its `minSamples`-th nearest, itself the first. */
  readonly core: Float64Array
  /** The least distance at which each was reached from one before it in the ordering; infinite for the first. */
  readonly reachability: Float64Array
  /** The nearest other points, `points × minSamples`. */
  readonly nearest: Int32Array
}

/**
 * Core and reachability distances of OPTICS without a limit (M. Ankerst et al., "OPTICS: Ordering Points To Identify the
 * Clustering Structure", SIGMOD 1999), as scikit-learn's `OPTICS`: the next point is the one of least reachability, of
 * equals the lower. Missing cells are measured around, see `missingNeighbors`. Time grows with the square of the points, memory with their number.
 */
export async function opticsDistances(points: Points, minSamples: number, context: Context): Promise<OpticsDistances> {
  const { rowCount } = points
  const missing = hasMissing(points.data)
  const everyRow = Int32Array.from({ length: rowCount }, (_, point) => point)
  const { indices, distances } = missing
    ? await missingNeighbors(points, everyRow, minSamples, context)
    : await nearestNeighbors(points, minSamples, context)
  const core = new Float64Array(rowCount)
  if (minSamples > 1)
    for (let i = 0; i < rowCount; i++) core[i] = Math.sqrt(distances[i * minSamples + minSamples - 2]!)
  const reachability = new Float64Array(rowCount).fill(Number.POSITIVE_INFINITY)
  const left = everyRow
  const pause = Math.max(1, Math.floor(2_000_000 / (rowCount * (points.columnCount + 8))))
  let leftCount = rowCount
  let at = 0
  while (leftCount > 0) {
    if (leftCount % pause === 0) {
      await breathe(context, { stage: 'ordering rows', done: rowCount - leftCount, total: rowCount })
    }
    const point = left[at]!
    left.copyWithin(at, at + 1, leftCount)
    leftCount--
    at = reachFrom(points, missing, point, core[point]!, left, leftCount, reachability)
  }
  return { core, reachability, nearest: indices }
}

/** Lowers what is reached more nearly from the point; returns the place of the least. */
function reachFrom(
  points: Points,
  missing: boolean,
  point: number,
  core: number,
  left: Int32Array,
  leftCount: number,
  reachability: Float64Array,
): number {
  const { data, columnCount } = points
  const start = point * columnCount
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (let at = 0; at < leftCount; at++) {
    const other = left[at]!
    const known = reachability[other]!
    const bound = known * known
    let sum = 0
    if (core < known && missing) {
      const reached = Math.max(core, Math.sqrt(nanSquaredDistance(points, point, points, other)))
      if (reached < known) reachability[other] = reached
    } else if (core < known) {
      const from = other * columnCount
      for (let column = 0; column < columnCount && sum < bound; column++) {
        const difference = data[from + column]! - data[start + column]!
        sum += difference * difference
      }
      const reached = Math.max(core, Math.sqrt(sum))
      if (reached < known) reachability[other] = reached
    }
    if (reachability[other]! < least) {
      least = reachability[other]!
      best = at
    }
  }
  return best
}
