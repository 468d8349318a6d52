import { breathe, type Context, inBlocks } from '../../core/index.ts'
import { sortedOrderInTurns } from '../../evaluation/index.ts'
import type { MostLikely } from './most-likely.ts'

/** Of the rows that each class is likeliest for, the surest: that share of them, rounded up. Rows ascend. */
export async function takeShares(
  { codes, confidence }: MostLikely,
  shares: Float64Array,
  context: Context,
): Promise<Int32Array> {
  const counts = new Int32Array(shares.length)
  for (const code of codes) counts[code]!++
  const left = counts.map((count, code) => Math.min(count, Math.ceil(shares[code]! * count)))
  const order = await sortedOrderInTurns(confidence, true, context)
  const isTaken = new Uint8Array(order.length)
  let count = 0
  await inBlocks(order.length, context, (from, to) => {
    for (let at = from; at < to; at++) {
      const row = order[at]!
      if (left[codes[row]!]!-- <= 0) continue
      isTaken[row] = 1
      count++
    }
  })
  await breathe(context)
  const taken = new Int32Array(count)
  for (let row = 0, at = 0; at < count; row++) if (isTaken[row] === 1) taken[at++] = row
  return taken
}
