import { type RowSet, rowAt, rowCountOf } from './row-set.ts'

const fewestColumns = 16
const sampledQueries = 16
const sampledPoints = 256

/**
 * Whether a tree over the points would let most queries pass over most of its leaves, guessed from a few of both; true
 * for few columns, where trees cost little. Rows of many columns that all lie equally far from each other gain nothing
 * by it. A leaf is about as wide as a point is far from its third nearest in the sample, and reaches √½ of that from its
 * middle; it can be passed over where this and the nearest point lie closer than a point in the middle of the order.
 */
export function partsWell(queries: RowSet, points: RowSet): boolean {
  if (points.points.columnCount < fewestColumns) return true
  const queryCount = rowCountOf(queries)
  const pointCount = rowCountOf(points)
  const distances = new Float64Array(Math.min(sampledPoints, pointCount))
  let parted = 0
  for (let at = 0; at < sampledQueries; at++) {
    const query = Math.floor(((at + 0.5) * queryCount) / sampledQueries)
    for (let other = 0; other < distances.length; other++) {
      const point = Math.floor((other * pointCount) / distances.length)
      const self = queries === points && query === point
      distances[other] = self ? Number.POSITIVE_INFINITY : distanceBetween(queries, query, points, point)
    }
    distances.sort()
    const reach = distances[0]! + Math.SQRT1_2 * (distances[2] ?? distances[0]!)
    if (reach < distances[distances.length >> 1]!) parted++
  }
  return 2 * parted >= sampledQueries
}

function distanceBetween(a: RowSet, place: number, b: RowSet, other: number): number {
  const width = a.points.columnCount
  const from = rowAt(a, place) * width
  const to = rowAt(b, other) * width
  let sum = 0
  for (let column = 0; column < width; column++) {
    const difference = a.points.data[from + column]! - b.points.data[to + column]!
    sum += difference * difference
  }
  return Math.sqrt(sum)
}
