import { breathe, type Context } from '../core/index.ts'
import type { NeighborPlan } from './fast-neighbors.ts'
import { bounded, counting, type OpenSets, openSets, ownLeaf } from './open-sets.ts'
import type { OutsiderQuestion, Outsiders } from './outsiders.ts'
import type { Points } from './points.ts'

const stage = 'nearest outsiders'
const noRow = 0x7fffffff

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
  const sets = await openSets(sources, Math.max(fellows, outsiders), plan, stage, context)
  if (!sets) return undefined
  await sets.search({ queries: 0, points: 0, k: fellows, mode: ownLeaf }, context)
  const reach = readReach(sets, members, fellows, X.rowCount)
  const places = placesIn(others, X.rowCount)
  await breathe(context)
  await writeBounds(sets, reach, places, outsiders, context)
  await sets.search({ queries: 0, points: 1, k: outsiders, mode: bounded }, context)
  const found = readOutsiders(sets, reach, places, question)
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

async function writeBounds(
  sets: OpenSets,
  reach: { readonly distances: Float64Array; readonly rows: Int32Array },
  places: Int32Array,
  outsiders: number,
  context: Context,
): Promise<void> {
  const total = reach.rows.length
  const distances = sets.distances(total * outsiders)
  const indices = sets.indices(total * outsiders)
  for (let member = 0; member < total; member++) {
    distances.fill(reach.distances[member]!, member * outsiders, (member + 1) * outsiders)
    indices.fill(places[reach.rows[member]!]!, member * outsiders, (member + 1) * outsiders)
    if (member % 4096 === 0) await breathe(context)
  }
}

/** The outsider at the end of each list, where the bound that began the list is gone from there. */
function readOutsiders(
  sets: OpenSets,
  reach: { readonly distances: Float64Array; readonly rows: Int32Array },
  places: Int32Array,
  { others, outsiders }: OutsiderQuestion,
) {
  const total = reach.rows.length
  const listed = sets.distances(total * outsiders)
  const indices = sets.indices(total * outsiders)
  const rows = new Int32Array(total).fill(-1)
  const distances = new Float64Array(total).fill(Number.POSITIVE_INFINITY)
  for (let member = 0; member < total; member++) {
    const last = member * outsiders + outsiders - 1
    if (listed[last] === reach.distances[member] && indices[last] === places[reach.rows[member]!]) continue
    rows[member] = others[indices[last]!]!
    distances[member] = listed[last]!
  }
  return { rows, distances }
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
