import { type Context, inBlocks } from '../../core/index.ts'
import { sortedOrderInTurns } from '../../evaluation/index.ts'

/**
 * The value below which a share of the weight lies, straight between two neighbors, a value of weight 3 standing for
 * three. With weights of 1 it equals `numpy.percentile`. Values of weight 0 do not count.
 */
export async function weightedPercentile(
  values: Float64Array,
  weights: Float64Array,
  share: number,
  context: Context,
): Promise<number> {
  const order = await sortedOrderInTurns(values, false, context)
  // Where the copies of each value end when all of them stand in a row.
  const ends = new Float64Array(order.length)
  let total = 0
  await inBlocks(order.length, context, (from, to) => {
    for (let at = from; at < to; at++) {
      total += weights[order[at]!]!
      ends[at] = total
    }
  })
  const target = Math.max(0, share * (total - 1))
  const whole = Math.floor(target)
  const low = valueAt(whole)
  return low + (target - whole) * (valueAt(whole + 1) - low)

  /** The value of the copy that begins at that place; of the last copy beyond the end. */
  function valueAt(copy: number): number {
    let at = 0
    let last = order.length - 1
    while (last > 0 && weights[order[last]!] === 0) last--
    while (at < last && copy >= ends[at]!) at++
    return values[order[at]!]!
  }
}
