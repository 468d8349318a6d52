import { breathe, type Context, type Labels, type Matrix } from '../../core/index.ts'
import { distinct } from './distinct.ts'
import { type LevelShares, levelShares } from './level-shares.ts'
import type { DrawnNeighbors } from './neighbors-of-drawn.ts'

/**
 * The k nearest other rows of the class, for the rows that were drawn, by the value difference metric: over the columns
 * the sum of squares of how far two levels' class shares are apart, added up over the classes. Ties go to the lower row.
 * Missing levels are left out: the sum is that over the columns that both rows have, times all columns divided by these.
 *
 * Equal rows are searched once. For each query every column has one line of distances, from its level to all others, so
 * memory is that of the levels, never rows × rows.
 */
export async function valueDifferenceNeighbors(
  X: Matrix,
  y: Labels,
  rows: Int32Array,
  positions: Int32Array,
  k: number,
  context: Context,
): Promise<DrawnNeighbors> {
  const levels = await levelShares(X, y, rows, context)
  const drawn = distinct(positions, rows.length)
  const slot = new Int32Array(rows.length)
  const indices = new Int32Array(drawn.length * (k + 1))
  const found = new Map<string, number>()
  const search = lineSearch(levels, rows.length, k + 1)
  const pause = Math.max(1, Math.floor(200_000 / rows.length))
  for (let at = 0; at < drawn.length; at++) {
    if (at % pause === 0) await breathe(context, { stage: 'neighbors', done: at, total: drawn.length })
    const key = levels.codes.subarray(drawn[at]! * levels.width, (drawn[at]! + 1) * levels.width).join()
    let same = found.get(key)
    if (same === undefined) {
      same = at
      found.set(key, at)
      search(drawn[at]!, indices.subarray(at * (k + 1), (at + 1) * (k + 1)))
    }
    slot[drawn[at]!] = same
  }
  // A row may stand anywhere among its equals, or not at all where more than k rows are equal.
  function of(position: number, choice: number): number {
    const start = slot[position]! * (k + 1)
    let at = start
    for (let left = choice; ; at++) {
      if (indices[at] === position) continue
      if (left-- === 0) return indices[at]!
    }
  }
  return { of }
}

type Search = (query: number, into: Int32Array) => void

/** Finds the `wanted` nearest rows of a query, itself among them. */
function lineSearch({ codes, width, shares, classCount }: LevelShares, rowCount: number, wanted: number): Search {
  const lines = shares.map((one) => new Float64Array(one.length / classCount))
  const distances = new Float64Array(wanted)
  const missing = codes.includes(-1)
  return (query, into) => {
    for (let column = 0; column < width; column++) {
      const level = codes[query * width + column]!
      if (level >= 0) fillLine(shares[column]!, classCount, level, lines[column]!)
    }
    if (missing) scanMissing(codes, width, rowCount, query, lines, distances, into)
    else scan(codes, width, rowCount, lines, distances, into)
  }
}

/** The squared distances of one level to all levels of its column. */
function fillLine(shares: Float64Array, classCount: number, level: number, line: Float64Array): void {
  const own = level * classCount
  for (let other = 0; other < line.length; other++) {
    let distance = 0
    for (let code = 0; code < classCount; code++) {
      distance += Math.abs(shares[other * classCount + code]! - shares[own + code]!)
    }
    line[other] = distance * distance
  }
}

function scan(
  codes: Int32Array,
  width: number,
  rowCount: number,
  lines: readonly Float64Array[],
  distances: Float64Array,
  found: Int32Array,
): void {
  const last = distances.length - 1
  distances.fill(Number.POSITIVE_INFINITY)
  let worst = Number.POSITIVE_INFINITY
  for (let row = 0; row < rowCount; row++) {
    let distance = 0
    const start = row * width
    for (let column = 0; column < width && distance < worst; column++) {
      distance += lines[column]![codes[start + column]!]!
    }
    if (distance >= worst) continue
    let at = last
    for (; at > 0 && distances[at - 1]! > distance; at--) {
      distances[at] = distances[at - 1]!
      found[at] = found[at - 1]!
    }
    distances[at] = distance
    found[at] = row
    worst = distances[last]!
  }
}

function scanMissing(
  codes: Int32Array,
  width: number,
  rowCount: number,
  query: number,
  lines: readonly Float64Array[],
  distances: Float64Array,
  found: Int32Array,
): void {
  const own = query * width
  let filled = 0
  for (let row = 0; row < rowCount; row++) {
    const start = row * width
    let sum = 0
    let present = 0
    for (let column = 0; column < width; column++) {
      const level = codes[start + column]!
      if (level < 0 || codes[own + column]! < 0) continue
      sum += lines[column]![level]!
      present++
    }
    const distance = present === 0 ? Number.POSITIVE_INFINITY : (sum * width) / present
    if (filled === found.length && distance >= distances[filled - 1]!) continue
    let at = filled < found.length ? filled++ : filled - 1
    for (; at > 0 && distances[at - 1]! > distance; at--) {
      distances[at] = distances[at - 1]!
      found[at] = found[at - 1]!
    }
    distances[at] = distance
    found[at] = row
  }
}
