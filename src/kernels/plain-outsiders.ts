import { breathe, type Context } from '../core/index.ts'
import type { OutsiderQuestion, Outsiders } from './outsiders.ts'
import type { Points } from './points.ts'

/** The reference for `nearestOutsiders`, and its fallback: first all outsiders, then fellows until there are enough. */
export async function plainOutsiders(
  X: Points,
  { members, others, fellows, outsiders }: OutsiderQuestion,
  context: Context = {},
): Promise<Outsiders> {
  const total = members.length
  const rows = new Int32Array(total).fill(-1)
  const distances = new Float64Array(total).fill(Number.POSITIVE_INFINITY)
  const reach = { distances: new Float64Array(total), rows: new Int32Array(total) }
  const nearDistances = new Float64Array(outsiders)
  const nearRows = new Int32Array(outsiders)
  for (let member = 0; member < total; member++) {
    const row = members[member]!
    nearest(X, row, others, nearDistances, nearRows)
    const distance = nearDistances[outsiders - 1]!
    const outsider = nearRows[outsiders - 1]!
    reach.distances[member] = distance
    reach.rows[member] = outsider
    if (distance < Number.POSITIVE_INFINITY && !hasFellows(X, row, members, fellows, distance, outsider)) {
      rows[member] = outsider
      distances[member] = distance
    }
    await breathe(context, { stage: 'nearest outsiders', done: member, total })
  }
  return { rows, distances, reach }
}

function nearest(X: Points, row: number, others: Int32Array, distances: Float64Array, rows: Int32Array): void {
  const last = distances.length - 1
  distances.fill(Number.POSITIVE_INFINITY)
  rows.fill(0x7fffffff)
  for (let index = 0; index < others.length; index++) {
    const distance = distanceWithin(X, row, others[index]!, distances[last]!)
    // Others ascend, so at an equal distance the one before stays.
    if (distance >= distances[last]!) continue
    let place = last
    for (; place > 0 && distances[place - 1]! > distance; place--) {
      distances[place] = distances[place - 1]!
      rows[place] = rows[place - 1]!
    }
    distances[place] = distance
    rows[place] = others[index]!
  }
}

function hasFellows(
  X: Points,
  row: number,
  members: Int32Array,
  wanted: number,
  distance: number,
  outsider: number,
): boolean {
  let found = 0
  for (let index = 0; index < members.length && found < wanted; index++) {
    const other = members[index]!
    if (other === row) continue
    const own = distanceWithin(X, row, other, distance)
    if (own < distance || (own === distance && other < outsider)) found++
  }
  return found >= wanted
}

/** The squared distance; given up once it exceeds `most`. */
function distanceWithin({ data, columnCount }: Points, a: number, b: number, most: number): number {
  let at = b * columnCount
  let sum = 0
  for (let i = a * columnCount; i < (a + 1) * columnCount && sum <= most; i++, at++) {
    const difference = data[i]! - data[at]!
    sum += difference * difference
  }
  return sum
}
