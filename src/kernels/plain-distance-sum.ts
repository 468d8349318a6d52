import type { Points } from './points.ts'

/** The twin of assembly/distance-sum.ts: the distances from one row to all later ones, added in their order. */
export function plainDistancesToLater({ data, rowCount, columnCount }: Points, row: number): number {
  const from = row * columnCount
  const end = from + columnCount
  let total = 0
  let at = end
  for (let other = row + 1; other < rowCount; other++) {
    let sum = 0
    for (let i = from; i < end; i++, at++) {
      const difference = data[i]! - data[at]!
      sum += difference * difference
    }
    total += Math.sqrt(sum)
  }
  return total
}
