import { type Context, type Labels, type Matrix, takeRows, within } from '../../core/index.ts'
import type { Points } from '../../kernels/index.ts'
import { nearestBetween } from '../nearest-between.ts'
import { pointsOf } from '../points-of.ts'

/**
 * How near to the other classes each row of a class lies: 1 are the rows among the k nearest of any row of another
 * class, 2 those among the k nearest of what is then left, and so on; what is left in the end is of the last level.
 */
export async function proximityLevels(
  X: Matrix,
  y: Labels,
  code: number,
  rows: Int32Array,
  k: number,
  levelCount: number,
  context: Context,
): Promise<Int32Array> {
  const levels = new Int32Array(rows.length).fill(levelCount)
  let left = rows.map((_, position) => position)
  const others = Int32Array.from(y.codes.keys()).filter((row) => y.codes[row] !== code)
  const queries = pointsOf(takeRows(X, others))
  for (let level = 1; level < levelCount && left.length > 0; level++) {
    const among = new Uint8Array(left.length).fill(left.length <= k ? 1 : 0)
    if (left.length > k) {
      const points: Points = pointsOf(
        takeRows(
          X,
          left.map((position) => rows[position]!),
        ),
      )
      const { indices } = await nearestBetween(queries, points, k, within(context, `level ${level}`))
      for (const index of indices) among[index] = 1
    }
    for (let index = 0; index < left.length; index++) if (among[index] === 1) levels[left[index]!] = level
    left = left.filter((_, index) => among[index] === 0)
  }
  return levels
}
