import { breathe, type Context } from '../../core/index.ts'
import { nearestNeighborsBetween } from '../nearest-neighbors.ts'
import type { Points } from '../points.ts'
import { takeInto } from '../take-points.ts'
import { fourDistances } from './four-distances.ts'

/** For each of some rows its nearest center, and the squared distances of the nearest and the next. */
export interface NearestTwo {
  readonly first: Int32Array
  readonly second: Int32Array
  /** Squared; `secondDistance` is Infinity where there is but one center. */
  readonly firstDistance: Float64Array
  readonly secondDistance: Float64Array
}

const rowsPerSlice = 4096
/** So few centers are compared without setting up a search. */
const fewCenters = 24
/** So many numbers are searched for at a time: all rows at once would take as much memory again, several times. */
export const cellsPerSearch = 1 << 20

/** Exact, by the neighbor search or, for few centers, one after the other: the same bits either way. */
export async function nearestTwo(
  points: Points,
  rows: Int32Array,
  centers: Points,
  context: Context,
): Promise<NearestTwo> {
  const count = rows.length
  const found: NearestTwo = {
    first: new Int32Array(count),
    second: new Int32Array(count).fill(-1),
    firstDistance: new Float64Array(count),
    secondDistance: new Float64Array(count).fill(Infinity),
  }
  if (centers.rowCount <= fewCenters) {
    for (let start = 0; start < count; start += rowsPerSlice) {
      await breathe(context, { stage: 'clustering', done: start, total: count })
      scan(points, rows, start, Math.min(start + rowsPerSlice, count), centers, found)
    }
    return found
  }
  const { data, columnCount } = points
  const most = Math.max(1024, Math.floor(cellsPerSearch / Math.max(1, columnCount)))
  const whole = count === points.rowCount
  const taken = new Float64Array(whole ? 0 : Math.min(most, count) * columnCount)
  for (let start = 0; start < count; start += most) {
    const end = Math.min(start + most, count)
    if (!whole) takeInto(taken, points, rows, start, end)
    const cells = whole
      ? data.subarray(start * columnCount, end * columnCount)
      : taken.subarray(0, (end - start) * columnCount)
    const queries = { data: cells, rowCount: end - start, columnCount }
    const { indices, distances } = await nearestNeighborsBetween(queries, centers, 2, context)
    for (let at = start, from = 0; at < end; at++, from += 2) {
      found.first[at] = indices[from]!
      found.second[at] = indices[from + 1]!
      found.firstDistance[at] = distances[from]!
      found.secondDistance[at] = distances[from + 1]!
    }
  }
  return found
}

function scan(points: Points, rows: Int32Array, start: number, end: number, centers: Points, found: NearestTwo): void {
  const width = points.columnCount
  const last = centers.rowCount - 1
  const four = new Float64Array(4)
  for (let at = start; at < end; at++) {
    const from = rows[at]! * width
    let first = -1
    let second = -1
    let least = Infinity
    let next = Infinity
    for (let center = 0; center <= last; center += 4) {
      // Where fewer than four are left, the last stands in for those that lack.
      const b = Math.min(center + 1, last) * width
      const c = Math.min(center + 2, last) * width
      const d = Math.min(center + 3, last) * width
      fourDistances(points.data, from, centers.data, center * width, b, c, d, width, four)
      for (let one = 0; one < 4 && center + one <= last; one++) {
        const sum = four[one]!
        if (sum < least) {
          second = first
          next = least
          first = center + one
          least = sum
        } else if (sum < next) {
          second = center + one
          next = sum
        }
      }
    }
    found.first[at] = first
    found.second[at] = second
    found.firstDistance[at] = least
    found.secondDistance[at] = next
  }
}
