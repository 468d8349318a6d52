import { breathe, type Context } from '../../core/index.ts'
import type { Bounds } from '../bounds.ts'
import { fastCountCloser } from '../count-closer.ts'
import { fastNeighbors, type NeighborPlan } from '../fast-neighbors.ts'
import type { Neighbors } from '../neighbors.ts'
import type { Points } from '../points.ts'
import { type Cover, growth } from './cover.ts'
import { lift } from './lift.ts'
import { clear, met, type OpenMembers, placesOpen } from './open-members.ts'

/** So many numbers of members are searched for at a time, to save memory. */
const cellsPerSearch = 1 << 20
/** Members near more pivots than this stay open. */
const mostPivots = 16
const noRow = 0x7fffffff

/** Some of the members, and how near a pivot must be to them to matter. */
interface Piece {
  readonly some: Int32Array
  readonly bounds: Float64Array
}

/**
 * Clears members that no row of a cover is near enough to: first those without a pivot near enough, then those where the
 * rows around their few pivots, measured one by one, are too far. Where these are not, it finds the nearest; unless more
 * than one outsider is asked for, when such members stay open.
 */
export async function clearByCover(
  X: Points,
  members: Int32Array,
  reach: Bounds,
  outsiders: number,
  cover: Cover,
  known: OpenMembers,
  plan: NeighborPlan,
  context: Context,
): Promise<void> {
  const extent = cover.extents.reduce((most, one) => Math.max(most, one), 0)
  const width = X.columnCount + 1
  const heights = cover.extents.map((one) => Math.sqrt(extent - one))
  const pivots = lift(X, cover.pivots, heights, new Float64Array(cover.pivots.length * width))
  const each = Math.max(1024, Math.floor(cellsPerSearch / width))
  const room = new Float64Array(Math.min(each, members.length) * width)
  const flat = new Float64Array(each)
  function pieces(): Piece[] {
    const waiting = placesOpen(known)
    return Array.from({ length: Math.ceil(waiting.length / each) }, (_, piece) => {
      const some = waiting.subarray(piece * each, (piece + 1) * each)
      const bounds = Float64Array.from(some, (member) => (reach.distances[member]! * growth + extent) * (1 + 1e-9))
      return { some, bounds }
    })
  }
  function queries({ some }: Piece): Points {
    const rows = some.map((member) => members[member]!)
    return lift(X, rows, flat, room)
  }
  for (const piece of pieces()) {
    const bounds = { distances: piece.bounds, rows: new Int32Array(piece.some.length).fill(noRow) }
    const counts = await fastCountCloser({ points: queries(piece) }, { points: pivots }, bounds, 1, plan, context)
    if (!counts) return
    for (const [index, member] of piece.some.entries()) if (counts[index] === 0) known.state[member] = clear
  }
  const listed = Math.min(mostPivots, cover.pivots.length)
  for (const piece of pieces()) {
    const near = await fastNeighbors(queries(piece), pivots, listed, plan, context)
    if (!near) return
    await measureNear(X, members, piece, near, reach, outsiders, cover, known, context)
  }
}

/** Measures the rows around the pivots near to some members, where the list of these pivots is complete. */
async function measureNear(
  X: Points,
  members: Int32Array,
  { some, bounds }: Piece,
  { k, indices, distances }: Neighbors,
  reach: Bounds,
  outsiders: number,
  cover: Cover,
  known: OpenMembers,
  context: Context,
): Promise<void> {
  const nearest = { row: -1, distance: 0 }
  for (let index = 0; index < some.length; index++) {
    if (index % 256 === 0) await breathe(context)
    const member = some[index]!
    const from = index * k
    if (k < cover.pivots.length && distances[from + k - 1]! <= bounds[index]!) continue
    nearest.row = reach.rows[member]!
    nearest.distance = reach.distances[member]!
    let isNear = false
    for (let at = from; at < from + k && distances[at]! <= bounds[index]!; at++) {
      if (nearestAround(X, members[member]!, cover, indices[at]!, nearest)) isNear = true
    }
    if (!isNear) known.state[member] = clear
    else if (outsiders === 1) {
      known.state[member] = met
      known.rows[member] = nearest.row
      known.distances[member] = nearest.distance
    }
  }
}

/** Whether a row for which a pivot stands comes before the nearest so far; it then takes its place. */
function nearestAround(
  { data, columnCount }: Points,
  row: number,
  { starts, rows }: Cover,
  pivot: number,
  nearest: { row: number; distance: number },
): boolean {
  let isNear = false
  for (let at = starts[pivot]!; at < starts[pivot + 1]!; at++) {
    const other = rows[at]!
    let i = row * columnCount
    let j = other * columnCount
    let sum = 0
    // The sum never falls, so a row already too far need not be summed to its end.
    for (const end = i + columnCount; i < end && sum <= nearest.distance; i++, j++) {
      const difference = data[i]! - data[j]!
      sum += difference * difference
    }
    if (sum > nearest.distance || (sum === nearest.distance && other >= nearest.row)) continue
    nearest.row = other
    nearest.distance = sum
    isNear = true
  }
  return isNear
}
