import { breathe, type Context } from '../../core/index.ts'
import type { Points } from '../../kernels/index.ts'
import { nanSquaredDistance } from '../distances/missing-neighbors.ts'
import { hasMissing } from '../distances/space.ts'

/** For each point how many points, itself among them, lie within the radius. Every pair is looked at once. */
export async function countWithin(points: Points, radius: number, context: Context): Promise<Int32Array> {
  const { data, rowCount, columnCount } = points
  const missing = hasMissing(data)
  const counts = new Int32Array(rowCount).fill(1)
  const bound = radius * radius
  const pause = Math.max(1, Math.floor(2_000_000 / (rowCount * (columnCount + 8))))
  for (let point = 0; point < rowCount; point++) {
    if (point % pause === 0) await breathe(context, { stage: 'counting neighbors', done: point, total: rowCount })
    if (missing) countFromMissing(points, point, bound, counts)
    else countFrom(data, rowCount, columnCount, point, bound, counts)
  }
  return counts
}

function countFromMissing(points: Points, point: number, bound: number, counts: Int32Array): void {
  for (let other = point + 1; other < points.rowCount; other++) {
    if (nanSquaredDistance(points, point, points, other) > bound) continue
    counts[point]!++
    counts[other]!++
  }
}

function countFrom(
  data: Float64Array,
  rowCount: number,
  width: number,
  point: number,
  bound: number,
  counts: Int32Array,
): void {
  const start = point * width
  for (let other = point + 1; other < rowCount; other++) {
    const from = other * width
    let sum = 0
    for (let column = 0; column < width && sum <= bound; column++) {
      const difference = data[from + column]! - data[start + column]!
      sum += difference * difference
    }
    if (sum > bound) continue
    counts[point]!++
    counts[other]!++
  }
}
