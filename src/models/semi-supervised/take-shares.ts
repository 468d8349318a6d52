import { byConfidence, type MostLikely } from './most-likely.ts'

/** Of the rows that each class is likeliest for, the surest: that share of them, rounded up. Rows ascend. */
export function takeShares({ codes, confidence }: MostLikely, shares: Float64Array): Int32Array {
  const taken: number[] = []
  for (let code = 0; code < shares.length; code++) {
    const rows = Int32Array.from(codes.keys()).filter((row) => codes[row] === code)
    const count = Math.min(rows.length, Math.ceil(shares[code]! * rows.length))
    for (const row of byConfidence(rows, confidence).subarray(0, count)) taken.push(row)
  }
  return Int32Array.from(taken).sort()
}
