// The best k points found so far for each query: a heap whose root is the worst of them.
import { counting, job, k, mode } from './job'

const noPoint: i32 = 0x7fffffff

export function distancesOf(query: i32): usize {
  return job.distances + ((<usize>query * <usize>k) << 3)
}

export function indicesOf(query: i32): usize {
  return job.indices + ((<usize>query * <usize>k) << 2)
}

export function clear(query: i32): void {
  const distances = distancesOf(query)
  const indices = indicesOf(query)
  for (let i: usize = 0; i < <usize>k; i++) {
    store<f64>(distances + (i << 3), Infinity)
    store<i32>(indices + (i << 2), noPoint)
  }
}

/** The distance that a new point has to beat, or to equal with a lower index. */
export function worstOf(query: i32): f64 {
  return load<f64>(distancesOf(query))
}

function offer(query: i32, distance: f64, index: i32): void {
  const distances = distancesOf(query)
  const indices = indicesOf(query)
  const worst = load<f64>(distances)
  if (distance > worst || (distance === worst && index >= load<i32>(indices))) return
  sink(distances, indices, k, distance, index)
}

/** Takes in a point that lies within the bound of its query: onto the list, or only into the count. */
export function take(query: i32, distance: f64, index: i32): void {
  if (!(mode & counting)) {
    offer(query, distance, index)
    return
  }
  if (distance === worstOf(query) && index >= load<i32>(indicesOf(query))) return
  const count = job.counts + ((<usize>query) << 2)
  store<i32>(count, load<i32>(count) + 1)
  // Below every squared distance: the query is done.
  if (load<i32>(count) >= job.limit) store<f64>(distancesOf(query), -1)
}

/** Puts the list in its final order: by distance, then by index. */
export function sortCandidates(query: i32): void {
  const distances = distancesOf(query)
  const indices = indicesOf(query)
  for (let last = k - 1; last > 0; last--) {
    const distance = load<f64>(distances + ((<usize>last) << 3))
    const index = load<i32>(indices + ((<usize>last) << 2))
    store<f64>(distances + ((<usize>last) << 3), load<f64>(distances))
    store<i32>(indices + ((<usize>last) << 2), load<i32>(indices))
    sink(distances, indices, last, distance, index)
  }
}

/** Replaces the root of a heap of the given size. */
function sink(distances: usize, indices: usize, size: i32, distance: f64, index: i32): void {
  let at = 0
  for (let child = 1; child < size; child = 2 * at + 1) {
    if (child + 1 < size && isWorse(distances, indices, child + 1, child)) child++
    const childDistance = load<f64>(distances + ((<usize>child) << 3))
    const childIndex = load<i32>(indices + ((<usize>child) << 2))
    if (childDistance < distance || (childDistance === distance && childIndex < index)) break
    store<f64>(distances + ((<usize>at) << 3), childDistance)
    store<i32>(indices + ((<usize>at) << 2), childIndex)
    at = child
  }
  store<f64>(distances + ((<usize>at) << 3), distance)
  store<i32>(indices + ((<usize>at) << 2), index)
}

function isWorse(distances: usize, indices: usize, a: i32, b: i32): bool {
  const da = load<f64>(distances + ((<usize>a) << 3))
  const db = load<f64>(distances + ((<usize>b) << 3))
  return da > db || (da === db && load<i32>(indices + ((<usize>a) << 2)) > load<i32>(indices + ((<usize>b) << 2)))
}
