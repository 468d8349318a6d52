import { breathe, type Context } from '../../core/index.ts'
import type { Bounds } from '../bounds.ts'
import type { NeighborPlan } from '../fast-neighbors.ts'
import { listsBelow, nearestWithin } from '../nearest-within.ts'
import type { Points } from '../points.ts'
import { growth } from './cover.ts'
import { extentOf, type MeasuredSegments } from './measure-segments.ts'
import { clear, type OpenMembers } from './open-members.ts'

const stage = 'nearest outsiders'
/** Ends look for outsiders twice as far as they must: what is found there is a sharper bound than that nothing is near. */
const farther = 2

/**
 * Clears members whose segments, and ends of segments that, lie too far from all outsiders for one to be within their
 * reach. Only for the ends outsiders are searched for: a row between two that are far from something is far from it too.
 */
export async function clearByEnds(
  X: Points,
  members: Int32Array,
  others: Int32Array,
  reach: Bounds,
  measured: MeasuredSegments,
  known: OpenMembers,
  plan: NeighborPlan,
  context: Context,
): Promise<void> {
  const { first, second } = measured
  // One a row: below which squared distance an outsider matters; then, from where on there may be one.
  const floors = new Float64Array(X.rowCount).fill(-1)
  let onSegments = 0
  for (let member = 0; member < members.length; member++) {
    if (first[member]! < 0) continue
    onSegments++
    const far = farther * (reach.distances[member]! * growth + extentOf(measured, member))
    floors[first[member]!] = Math.max(floors[first[member]!]!, far)
    floors[second[member]!] = Math.max(floors[second[member]!]!, far)
  }
  const ends = rowsWithFloor(floors)
  if (ends.length === 0 || onSegments < 2 * ends.length) return
  for (let member = 0; member < members.length; member++) {
    const row = members[member]!
    if (floors[row]! >= 0) floors[row] = Math.max(floors[row]!, reach.distances[member]!)
  }
  await breathe(context)
  const nearest = listsBelow(Float64Array.from(ends, (row) => floors[row]!))
  if (!(await nearestWithin(X, ends, others, nearest, plan, stage, context))) return
  for (let index = 0; index < ends.length; index++) floors[ends[index]!] = nearest.distances[index]!
  for (let member = 0; member < members.length; member++) {
    if (floors[members[member]!]! > reach.distances[member]!) known.state[member] = clear
    if (first[member]! < 0) continue
    const floor = floorBetween(floors[first[member]!]!, floors[second[member]!]!, member, measured)
    if (floor > reach.distances[member]!) known.state[member] = clear
  }
}

function rowsWithFloor(floors: Float64Array): Int32Array {
  const rows = new Int32Array(floors.length)
  let count = 0
  for (let row = 0; row < floors.length; row++) if (floors[row]! >= 0) rows[count++] = row
  return rows.slice(0, count)
}

/** What the squared distance of a member from every outsider is at least, by those of the ends of its segment. */
function floorBetween(first: number, second: number, member: number, measured: MeasuredSegments): number {
  const share = measured.share[member]!
  const curve = measured.curve[member]!
  const square = (1 - share) * first + share * second - curve - 1e-12 * (first + second + curve)
  const distance = square > 0 ? Math.sqrt(square) - measured.slack[member]! : 0
  return distance > 0 ? distance * distance * (1 - 1e-9) : 0
}
