import { breathe, type Context } from '../core/index.ts'
import type { Points } from './points.ts'

const valuesPerSlice = 1 << 21
// Between these, squares of differences neither overflow float64 nor fade from it.
const largestRange = 2 ** 500
const smallestRange = 2 ** -400
// Sums of squares of up to this stay far below the greatest f32, and squares of what is 1e-30 of it are still normal,
// so that a single immense value does not drown the others.
const scaledRange = 2 ** 50

/**
 * The power of two that brings every difference within a column to at most 2^50, so that f32 can hold its square.
 * Offsets do not matter. Undefined where the widest column is too wide, or too narrow, for float64 to square.
 */
export async function powerOfTwoScale(queries: Points, points: Points, context: Context): Promise<number | undefined> {
  const low = new Float64Array(points.columnCount).fill(Number.POSITIVE_INFINITY)
  const high = new Float64Array(points.columnCount).fill(Number.NEGATIVE_INFINITY)
  await extend(low, high, points, context)
  if (queries !== points) await extend(low, high, queries, context)
  let range = 0
  for (let column = 0; column < low.length; column++) range = Math.max(range, high[column]! - low[column]!)
  if (range === 0) return 1
  if (range > largestRange || range < smallestRange) return undefined
  let scale = 1
  while (range * scale > scaledRange) scale /= 2
  while (range * scale <= scaledRange / 2) scale *= 2
  return scale
}

async function extend(low: Float64Array, high: Float64Array, { data, columnCount }: Points, context: Context) {
  const step = Math.max(1, Math.floor(valuesPerSlice / columnCount)) * columnCount
  for (let from = 0; from < data.length; from += step) {
    const to = Math.min(from + step, data.length)
    for (let start = from; start < to; start += columnCount) {
      for (let column = 0; column < columnCount; column++) {
        const value = data[start + column]!
        if (value < low[column]!) low[column] = value
        if (value > high[column]!) high[column] = value
      }
    }
    await breathe(context)
  }
}
