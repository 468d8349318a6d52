import type { Points } from '../../kernels/index.ts'

/** The mean of all points. */
export function middleOf({ data, rowCount, columnCount }: Points): Float64Array {
  const middle = new Float64Array(columnCount)
  for (let at = 0; at < data.length; at++) middle[at % columnCount]! += data[at]! / rowCount
  return middle
}

/** `count` points at the rim: the one farthest from the middle, then each time the one farthest from all before. */
export function pivotsOf(points: Points, count: number): Int32Array {
  const { data, rowCount, columnCount: width } = points
  // Squared distances to the nearest pivot; −1 for a pivot.
  const nearest = new Float64Array(rowCount)
  const pivots = new Int32Array(count)
  let from: Float64Array = middleOf(points)
  for (let pivot = 0; pivot < count; pivot++) {
    // The middle is no pivot: its distances choose the first and count no more.
    if (pivot < 2) for (let point = 0; point < rowCount; point++) if (nearest[point]! >= 0) nearest[point] = Infinity
    let farthest = -1
    for (let point = 0; point < rowCount; point++) {
      if (nearest[point]! < 0) continue
      let sum = 0
      for (let column = 0; column < width; column++) {
        const difference = data[point * width + column]! - from[column]!
        sum += difference * difference
      }
      if (sum < nearest[point]!) nearest[point] = sum
      if (farthest < 0 || nearest[point]! > nearest[farthest]!) farthest = point
    }
    pivots[pivot] = farthest
    nearest[farthest] = -1
    from = data.subarray(farthest * width, (farthest + 1) * width)
  }
  return pivots
}
