import { breathe, type Context } from '../core/index.ts'
import type { Bounds } from './bounds.ts'
import type { NeighborPlan } from './fast-neighbors.ts'
import { type NearLists, nearestWithin } from './nearest-within.ts'
import { bounded, counting, type OpenSets, openSets, ownLeaf } from './open-sets.ts'
import type { OutsiderQuestion, Outsiders } from './outsiders.ts'
import type { Points } from './points.ts'
import { clearByCover } from './segments/clear-by-cover.ts'
import { clearByEnds } from './segments/clear-by-ends.ts'
import { coverRows } from './segments/cover.ts'
import { measureSegments } from './segments/measure-segments.ts'
import { type OpenMembers, open, openMembers, placesOpen } from './segments/open-members.ts'

const stage = 'nearest outsiders'
const noRow = 0x7fffffff
/** Of so few members, one in so many, the others are searched through without those that are done with. */
const fewShare = 8

/**
 * Three searches, each bounded by the one before. Near fellows, from each member's own leaf: not the nearest, but the
 * answer needs to look no further than they are. Then the nearest outsiders within that, of which most members have
 * none. Then, for the few that have, whether enough fellows are closer. Undefined as `openSets` is.
 */
export async function fastOutsiders(
  X: Points,
  question: OutsiderQuestion,
  plan: NeighborPlan,
  context: Context,
): Promise<Outsiders | undefined> {
  const { members, others, fellows, outsiders } = question
  const sources = [
    { points: X, rows: members },
    { points: X, rows: others },
  ] as const
  const sets = await openSets(sources, Math.max(fellows, outsiders), plan, stage)
  if (!sets) return undefined
  await sets.search({ queries: 0, points: 0, k: fellows, mode: ownLeaf }, context)
  const reach = readReach(sets, members, fellows, X.rowCount)
  const places = placesIn(others, X.rowCount)
  await breathe(context)
  const known = await seenBySegments(X, question, reach, plan, context)
  const found = { rows: known.rows, distances: known.distances }
  const waiting = placesOpen(known)
  const lists = await listsWithin(reach, waiting, places, outsiders, context)
  await searchOthers(sets, X, question, waiting, lists, plan, context)
  readOutsiders(lists, reach, places, others, waiting, known)
  await breathe(context)
  const total = members.length
  writeDistances(sets, found, placesIn(members, X.rowCount))
  await breathe(context)
  const mode = bounded + counting
  await sets.search({ queries: 0, points: 0, k: 1, mode, limit: fellows }, context)
  const counts = sets.counts(total)
  for (let member = 0; member < total; member++) {
    if (found.rows[member]! < 0) continue
    reach.distances[member] = found.distances[member]!
    reach.rows[member] = found.rows[member]!
    if (counts[member]! < fellows) continue
    found.rows[member] = -1
    found.distances[member] = Number.POSITIVE_INFINITY
  }
  sets.close()
  return { ...found, reach }
}

/** What the segments on which rows lie tell of the members, if any are known. */
async function seenBySegments(
  X: Points,
  { members, others, outsiders, segments }: OutsiderQuestion,
  reach: Bounds,
  plan: NeighborPlan,
  context: Context,
): Promise<OpenMembers> {
  const known = openMembers(members.length)
  if (!segments) return known
  const own = await measureSegments(X, members, segments, context)
  await clearByEnds(X, members, others, reach, own, known, plan, context)
  if (!known.state.includes(open)) return known
  const cover = coverRows(X, others, await measureSegments(X, others, segments, context))
  if (2 * cover.pivots.length > others.length) return known
  await clearByCover(X, members, reach, outsiders, cover, known, plan, context)
  return known
}

/** Just beyond the last of the near fellows. */
function readReach(sets: OpenSets, members: Int32Array, fellows: number, rowCount: number) {
  const distances = new Float64Array(members.length)
  const rows = new Int32Array(members.length)
  const listed = sets.distances(members.length * fellows)
  const indices = sets.indices(members.length * fellows)
  for (let member = 0; member < members.length; member++) {
    const last = member * fellows + fellows - 1
    distances[member] = listed[last]!
    rows[member] = indices[last]! === noRow ? rowCount : members[indices[last]!]! + 1
  }
  return { distances, rows }
}

/** Lists of as many places as outsiders are asked for, each of which stands for the reach of the member. */
async function listsWithin(
  reach: Bounds,
  waiting: Int32Array,
  places: Int32Array,
  outsiders: number,
  context: Context,
): Promise<NearLists> {
  const distances = new Float64Array(waiting.length * outsiders)
  const lists = { k: outsiders, distances, places: new Int32Array(distances.length) }
  for (let index = 0; index < waiting.length; index++) {
    const member = waiting[index]!
    for (let at = index * outsiders; at < (index + 1) * outsiders; at++) {
      distances[at] = reach.distances[member]!
      lists.places[at] = places[reach.rows[member]!]!
    }
    if (index % 4096 === 0) await breathe(context)
  }
  return lists
}

/** Few members are searched for by themselves; many among all of them, whose tree is there. */
async function searchOthers(
  sets: OpenSets,
  X: Points,
  { members, others }: OutsiderQuestion,
  waiting: Int32Array,
  lists: NearLists,
  plan: NeighborPlan,
  context: Context,
): Promise<void> {
  if (waiting.length === 0) return
  const rows = waiting.map((member) => members[member]!)
  const few = rows.length * fewShare < members.length
  if (few && (await nearestWithin(X, rows, others, lists, plan, stage, context))) return
  const { k } = lists
  const distances = sets.distances(members.length * k).fill(-1)
  const indices = sets.indices(members.length * k)
  for (let index = 0; index < waiting.length; index++) {
    for (let at = index * k, to = waiting[index]! * k; at < (index + 1) * k; at++, to++) {
      distances[to] = lists.distances[at]!
      indices[to] = lists.places[at]!
    }
  }
  await sets.search({ queries: 0, points: 1, k, mode: bounded }, context)
  const found = sets.distances(members.length * k)
  const foundAt = sets.indices(members.length * k)
  for (let index = 0; index < waiting.length; index++) {
    for (let at = index * k, from = waiting[index]! * k; at < (index + 1) * k; at++, from++) {
      lists.distances[at] = found[from]!
      lists.places[at] = foundAt[from]!
    }
  }
}

/** The outsider at the end of each list, where the bound that began the list is gone from there. */
function readOutsiders(
  lists: NearLists,
  reach: Bounds,
  places: Int32Array,
  others: Int32Array,
  waiting: Int32Array,
  { rows, distances }: OpenMembers,
): void {
  for (let index = 0; index < waiting.length; index++) {
    const member = waiting[index]!
    const last = (index + 1) * lists.k - 1
    const place = lists.places[last]!
    if (lists.distances[last] === reach.distances[member] && place === places[reach.rows[member]!]) continue
    rows[member] = others[place]!
    distances[member] = lists.distances[last]!
  }
}

/** The bounds of the last search; members without an outsider ask nothing. */
function writeDistances(
  sets: OpenSets,
  { rows, distances }: { readonly rows: Int32Array; readonly distances: Float64Array },
  places: Int32Array,
): void {
  const total = rows.length
  const bounds = sets.distances(total)
  const indices = sets.indices(total)
  for (let member = 0; member < total; member++) {
    const row = rows[member]!
    bounds[member] = row < 0 ? -1 : distances[member]!
    indices[member] = row < 0 ? 0 : places[row]!
  }
  sets.counts(total).fill(0)
}

/** For each row of X, and one beyond, how many rows of the set, which ascends, come before it. */
function placesIn(set: Int32Array, rowCount: number): Int32Array {
  const places = new Int32Array(rowCount + 1).fill(set.length)
  let from = 0
  for (let index = 0; index < set.length; index++) {
    const row = set[index]!
    places.fill(index, from, row + 1)
    from = row + 1
  }
  return places
}
