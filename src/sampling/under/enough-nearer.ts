import { nanSquaredDistance } from '../distances/missing-neighbors.ts'

/**
 * Whether at least `needed` of the given points lie nearer to a point than `limit` (a squared distance), in the order
 * given; a point that lies nearer moves one place forward, so that the next question is answered sooner.
 */
export function enoughNearer(
  data: Float64Array,
  width: number,
  row: number,
  others: Int32Array,
  count: number,
  limit: number,
  needed: number,
): boolean {
  const from = row * width
  const end = from + width
  let found = 0
  for (let place = 0; place < count && found < needed; place++) {
    const other = others[place]!
    let sum = 0
    let at = other * width
    for (let i = from; i < end && sum < limit; i++, at++) {
      const difference = data[i]! - data[at]!
      sum += difference * difference
    }
    if (sum >= limit) continue
    found++
    const ahead = place >> 1
    others[place] = others[ahead]!
    others[ahead] = other
  }
  return found >= needed
}

/** The same where cells may be missing; the points stay in their order. */
export function enoughNearerMissing(
  data: Float64Array,
  width: number,
  row: number,
  others: Int32Array,
  count: number,
  limit: number,
  needed: number,
): boolean {
  const points = { data, rowCount: data.length / width, columnCount: width }
  let found = 0
  for (let place = 0; place < count && found < needed; place++) {
    if (nanSquaredDistance(points, row, points, others[place]!) < limit) found++
  }
  return found >= needed
}
