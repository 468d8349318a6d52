import { sortedOrder } from '../../evaluation/index.ts'
import type { MostLikely } from './most-likely.ts'

/** Of the rows that each class is likeliest for, the surest: that share of them, rounded up. Rows ascend. */
export function takeShares({ codes, confidence }: MostLikely, shares: Float64Array): Int32Array {
  const counts = new Int32Array(shares.length)
  for (const code of codes) counts[code]!++
  const left = counts.map((count, code) => Math.min(count, Math.ceil(shares[code]! * count)))
  return sortedOrder(confidence, true)
    .filter((row) => left[codes[row]!]!-- > 0)
    .sort()
}
