import { breathe, type Context, type Random } from '../../core/index.ts'
import { nearestNeighborsBetween } from '../nearest-neighbors.ts'
import type { Points } from '../points.ts'
import { takePoints } from '../take-points.ts'
import { fourDistances } from './four-distances.ts'
import { cellsPerSearch } from './nearest-two.ts'

const stage = 'seeding clusters'
const rowsPerSlice = 4096
/** So few seeds at once are compared without setting up a search. */
const fewSeeds = 64
const mostRejected = 64

/**
 * Draws the rows that clusters begin with, as k-means++ does: each with a chance in proportion to its squared distance
 * from the nearest one drawn before.
 *
 * These distances are brought up to date only when the seeds have doubled. In between a row is proposed by its old
 * distance and accepted with the chance that it has lost since, which gives each row the same chance as before at the
 * cost of a few distances a seed.
 */
export async function seedCenters(
  points: Points,
  count: number,
  random: Random,
  context: Context,
): Promise<Int32Array> {
  const { rowCount, columnCount } = points
  const seeds = new Int32Array(count)
  const draw = uniforms(random)
  const nearest = new Float64Array(rowCount).fill(Infinity)
  const sums = new Float64Array(rowCount)
  // The seeds that `nearest` does not know of.
  const fresh = { ...points, data: new Float64Array((count + 1) * columnCount) }
  seeds[0] = Math.floor(draw() * rowCount)
  let drawn = 1
  let known = 0
  let rejected = 0
  while (drawn < count) {
    if (drawn - known >= known || (rejected > mostRejected && known < drawn)) {
      await bringNearer(points, seeds.slice(known, drawn), nearest, context)
      addUp(nearest, sums)
      known = drawn
      rejected = 0
    }
    const total = sums[rowCount - 1]!
    if (total === 0) {
      fillUp(seeds, drawn, rowCount)
      break
    }
    await breathe(context, { stage, done: drawn, total: count })
    const row = firstAbove(sums, draw() * total)
    const now = leastOf(points, row, fresh, drawn - known, nearest[row]!)
    if (now < nearest[row]! && draw() * nearest[row]! >= now) {
      rejected++
      continue
    }
    fresh.data.set(points.data.subarray(row * columnCount, (row + 1) * columnCount), (drawn - known) * columnCount)
    seeds[drawn++] = row
  }
  return seeds
}

/** Numbers in [0, 1), drawn in bulk and handed out one at a time. */
function uniforms(random: Random): () => number {
  let block = random.uniform(256)
  let at = 0
  return () => {
    if (at === block.length) {
      block = random.uniform(256)
      at = 0
    }
    return block[at++]!
  }
}

/** Lowers the squared distance of every row to that of the nearest new seed. */
async function bringNearer(points: Points, rows: Int32Array, nearest: Float64Array, context: Context): Promise<void> {
  const seeds = takePoints(points, rows)
  if (rows.length > fewSeeds) {
    const { columnCount } = points
    const most = Math.max(1024, Math.floor(cellsPerSearch / Math.max(1, columnCount)))
    for (let start = 0; start < nearest.length; start += most) {
      const end = Math.min(start + most, nearest.length)
      const data = points.data.subarray(start * columnCount, end * columnCount)
      const some = { data, rowCount: end - start, columnCount }
      const { distances } = await nearestNeighborsBetween(some, seeds, 1, context)
      for (let row = start; row < end; row++) nearest[row] = Math.min(nearest[row]!, distances[row - start]!)
    }
    return
  }
  const step = Math.ceil(rowsPerSlice / rows.length)
  for (let start = 0; start < nearest.length; start += step) {
    await breathe(context, { stage, done: start, total: nearest.length })
    const end = Math.min(start + step, nearest.length)
    lowerToSeeds(points, start, end, seeds, nearest)
  }
}

function lowerToSeeds(points: Points, start: number, end: number, seeds: Points, nearest: Float64Array): void {
  const width = points.columnCount
  const { rowCount: count } = seeds
  const fours = count - (count % 4)
  const four = new Float64Array(4)
  for (let row = start; row < end; row++) {
    let least = nearest[row]!
    for (let seed = 0, at = 0; seed < fours; seed += 4, at += 4 * width) {
      const third = at + 2 * width
      fourDistances(points.data, row * width, seeds.data, at, at + width, third, third + width, width, four)
      for (let one = 0; one < 4; one++) if (four[one]! < least) least = four[one]!
    }
    nearest[row] = least
  }
  if (fours === count) return
  const rest = { ...seeds, data: seeds.data.subarray(fours * width), rowCount: count - fours }
  for (let row = start; row < end; row++) nearest[row] = leastOf(points, row, rest, rest.rowCount, nearest[row]!)
}

function addUp(values: Float64Array, sums: Float64Array): void {
  let sum = 0
  for (let row = 0; row < values.length; row++) {
    sum += values[row]!
    sums[row] = sum
  }
}

/** The first row whose sum is above the value; the last that adds anything where rounding leaves none. */
function firstAbove(sums: Float64Array, value: number): number {
  const target = Math.min(value, sums[sums.length - 1]! * (1 - 2 ** -53))
  let low = 0
  let high = sums.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (sums[middle]! > target) high = middle
    else low = middle + 1
  }
  return low
}

/** The squared distance of a row to the nearest of the first `count` seeds, or `least` where that is less. */
function leastOf({ data, columnCount }: Points, row: number, seeds: Points, count: number, least: number): number {
  const from = row * columnCount
  const end = from + columnCount
  let found = least
  for (let seed = 0; seed < count; seed++) {
    let sum = 0
    let at = seed * columnCount
    // The sum never falls, so a seed already too far need not be summed to its end.
    for (let i = from; i < end && sum < found; i++, at++) {
      const difference = data[i]! - seeds.data[at]!
      sum += difference * difference
    }
    if (sum < found) found = sum
  }
  return found
}

/** Where every row equals a seed: the lowest rows that are none. */
function fillUp(seeds: Int32Array, drawn: number, rowCount: number): void {
  const taken = new Set(seeds.subarray(0, drawn))
  let to = drawn
  for (let row = 0; row < rowCount && to < seeds.length; row++) if (!taken.has(row)) seeds[to++] = row
}
