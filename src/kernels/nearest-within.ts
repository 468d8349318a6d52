import type { Context } from '../core/index.ts'
import type { NeighborPlan } from './fast-neighbors.ts'
import { bounded, openSets } from './open-sets.ts'
import type { Points } from './points.ts'

const noMore = 0x7fffffff
/** So many numbers are searched through at a time: a few rows then need little memory to search among many. */
const cellsPerSearch = 1 << 21

/** `k` points for each of some rows, as squared distances and places in the list that was searched. */
export interface NearLists {
  readonly k: number
  readonly distances: Float64Array
  readonly places: Int32Array
}

/** Lists of one, in which any point below the bound or at it takes the place. */
export function listsBelow(bounds: Float64Array): NearLists {
  return { k: 1, distances: bounds, places: new Int32Array(bounds.length).fill(noMore) }
}

/**
 * Searches among some rows of X for the nearest of some others. The lists begin with what has to be beaten and end with
 * what was found, nearest first. False where it cannot be done, as `openSets`.
 */
export async function nearestWithin(
  X: Points,
  queries: Int32Array,
  among: Int32Array,
  { k, distances, places }: NearLists,
  plan: NeighborPlan,
  stage: string,
  context: Context,
): Promise<boolean> {
  const each = Math.max(4096, Math.floor(cellsPerSearch / X.columnCount))
  for (let start = 0; start < among.length; start += each) {
    const some = { points: X, rows: among.subarray(start, start + each) }
    const sets = await openSets([{ points: X, rows: queries }, some], k, plan, stage)
    if (!sets) return false
    const listed = sets.distances(distances.length)
    const indices = sets.indices(places.length)
    // The kernel has the worst of a list first, and knows a point by its place in the piece.
    for (let from = 0; from < places.length; from += k) {
      for (let place = 0; place < k; place++) {
        const at = from + (start === 0 ? place : k - 1 - place)
        listed[from + place] = distances[at]!
        indices[from + place] = places[at] === noMore ? noMore : places[at]! - start
      }
    }
    await sets.search({ queries: 0, points: 1, k, mode: bounded }, context)
    const found = sets.indices(places.length)
    distances.set(sets.distances(distances.length))
    for (let at = 0; at < places.length; at++) places[at] = found[at] === noMore ? noMore : found[at]! + start
    sets.close()
  }
  return true
}
