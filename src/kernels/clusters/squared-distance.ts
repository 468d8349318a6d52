/** The sum over the columns, in their order, of the squared differences of two rows. */
export function squaredDistance(
  a: Float64Array,
  row: number,
  b: Float64Array,
  other: number,
  columnCount: number,
): number {
  let sum = 0
  let i = row * columnCount
  let j = other * columnCount
  for (let column = 0; column < columnCount; column++, i++, j++) {
    const difference = a[i]! - b[j]!
    sum += difference * difference
  }
  return sum
}
