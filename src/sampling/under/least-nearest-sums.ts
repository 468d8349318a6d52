import type { Context } from '../../core/index.ts'
import { countCloser, type Points } from '../../kernels/index.ts'
import { hasMissing } from '../distances/space.ts'
import { LeastSums } from './least-sums.ts'
import { nearestSums } from './nearest-sums.ts'

const fewestSampled = 8192
/** Where fewer rows come to one that is wanted, most would be summed twice. */
const worthSampling = 32
const valuesPerSlice = 1 << 20
const beyondAll = 0x7fffffff
/** What rounding may add to a bound. */
const whisker = 1 + 1e-9

/** Some of the rows, in their order, and the sum of the distances from each to its nearest points. */
export interface RowSums {
  readonly rows: Int32Array
  readonly sums: Float64Array
}

/**
 * Those of the rows of X whose sum of distances to their k nearest points is among the `count` least, and their ties.
 *
 * Every few rows are summed first. Of the others only those are that have a point within a k-th of the greatest of the
 * least sums so far, since the nearest distance is at most a k-th of the sum. Exact.
 */
export async function leastNearestSums(
  X: Points,
  rows: Int32Array,
  points: Points,
  k: number,
  count: number,
  context: Context,
): Promise<RowSums> {
  const sums = new Float64Array(rows.length).fill(Infinity)
  const least = new LeastSums(Math.max(1, count))
  async function addUp(places: Int32Array): Promise<void> {
    if (places.length === 0) return
    const found = await nearestSums({ points: X, rows: picked(rows, places) }, points, k, context)
    for (let index = 0; index < places.length; index++) {
      sums[places[index]!] = found[index]!
      least.add(found[index]!)
    }
  }
  // Around missing cells nothing can be counted: all are summed.
  const all = rows.length < worthSampling * count || hasMissing(X.data)
  const sampled = all ? rows.length : Math.max(fewestSampled, 2 * count)
  const step = Math.max(1, Math.floor(rows.length / sampled))
  await addUp(placesWhere(0, rows.length, (place) => place % step === 0))
  const slice = Math.ceil(valuesPerSlice / X.columnCount)
  for (let from = 0; step > 1 && from < rows.length; from += slice) {
    const places = placesWhere(from, Math.min(from + slice, rows.length), (place) => place % step !== 0)
    const bounds = {
      distances: new Float64Array(places.length).fill((least.greatest / k) ** 2 * whisker),
      rows: new Int32Array(places.length).fill(beyondAll),
    }
    const near = await countCloser({ points: X, rows: picked(rows, places) }, points, bounds, 1, context)
    await addUp(
      picked(
        places,
        placesWhere(0, places.length, (index) => near[index]! > 0),
      ),
    )
  }
  const chosen = placesWhere(0, rows.length, (place) => sums[place]! <= least.greatest)
  return { rows: picked(rows, chosen), sums: Float64Array.from(chosen, (place) => sums[place]!) }
}

/** The places from one to another of which something holds. */
function placesWhere(from: number, to: number, holds: (place: number) => boolean): Int32Array {
  const places = new Int32Array(to - from)
  let count = 0
  for (let place = from; place < to; place++) if (holds(place)) places[count++] = place
  return places.slice(0, count)
}

function picked(values: Int32Array, places: Int32Array): Int32Array {
  const result = new Int32Array(places.length)
  for (let index = 0; index < places.length; index++) result[index] = values[places[index]!]!
  return result
}
