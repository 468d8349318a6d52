import { breathe, type Context } from '../../core/index.ts'
import type { Points } from '../../kernels/index.ts'
import { distinct } from './distinct.ts'
import { missesCells, missingMixedNeighbors } from './missing-mixed-neighbors.ts'
import type { MixedPoints } from './mixed-points.ts'
import { type DrawnNeighbors, neighborsOfDrawn } from './neighbors-of-drawn.ts'

/**
 * Up to this many levels in all, and cells where there are more than a few levels, categories become columns of 0 and
 * `penalty / √2`: below it the kernels are faster than comparing codes, several times so up to 64 levels.
 */
const mostLevels = 192
const fewLevels = 64
const mostCells = 1 << 24

/**
 * The k nearest other rows of the rows that were drawn, where every category that differs adds `penalty²` to the
 * squared distance. Few levels go through the kernels as indicator columns; many are compared as codes. Both sum in the
 * same order, so they find the same rows. Memory is that of the points and `drawn rows × k`.
 */
export async function mixedNeighbors(
  points: MixedPoints,
  penalty: number,
  positions: Int32Array,
  k: number,
  context: Context,
): Promise<DrawnNeighbors> {
  if (missesCells(points)) return missingMixedNeighbors(points, penalty, positions, k, context)
  const levels = points.levelCounts.reduce((sum, count) => sum + count, 0)
  const small = levels <= fewLevels || (levels <= mostLevels && levels * points.rowCount <= mostCells)
  if (!small) return scanCodes(points, penalty, positions, k, context)
  return neighborsOfDrawn(embed(points, penalty), positions, k, context)
}

/** One indicator column a level, before the numbers. */
function embed(points: MixedPoints, penalty: number): Points {
  const { rowCount, numbers, numberWidth, codes, codeWidth, levelCounts } = points
  const offsets: number[] = []
  let indicators = 0
  for (const count of levelCounts) {
    offsets.push(indicators)
    indicators += count
  }
  const columnCount = indicators + numberWidth
  const data = new Float64Array(rowCount * columnCount)
  const height = penalty / Math.SQRT2
  for (let row = 0; row < rowCount; row++) {
    const start = row * columnCount
    for (let column = 0; column < codeWidth; column++) {
      data[start + offsets[column]! + codes[row * codeWidth + column]!] = height
    }
    for (let column = 0; column < numberWidth; column++) {
      data[start + indicators + column] = numbers[row * numberWidth + column]!
    }
  }
  return { data, rowCount, columnCount }
}

/** The same search without indicator columns, for any number of levels. */
export async function scanCodes(
  points: MixedPoints,
  penalty: number,
  positions: Int32Array,
  k: number,
  context: Context,
): Promise<DrawnNeighbors> {
  const drawn = distinct(positions, points.rowCount)
  const slot = new Int32Array(points.rowCount)
  const indices = new Int32Array(drawn.length * k)
  const distances = new Float64Array(k)
  const costs = costsOfDifferences(points.codeWidth, penalty)
  const pause = Math.max(1, Math.floor(100_000 / points.rowCount))
  for (let query = 0; query < drawn.length; query++) {
    if (query % pause === 0) await breathe(context, { stage: 'neighbors', done: query, total: drawn.length })
    slot[drawn[query]!] = query
    nearestOf(points, costs, drawn[query]!, k, indices.subarray(query * k, (query + 1) * k), distances)
  }
  return { of: (position, choice) => indices[slot[position]! * k + choice]! }
}

/** What 0, 1, … differing categories cost, summed as the indicator columns would be. */
function costsOfDifferences(codeWidth: number, penalty: number): Float64Array {
  const height = penalty / Math.SQRT2
  const costs = new Float64Array(codeWidth + 1)
  for (let count = 1; count <= codeWidth; count++) costs[count] = costs[count - 1]! + height * height + height * height
  return costs
}

function nearestOf(
  { rowCount, numbers, numberWidth, codes, codeWidth }: MixedPoints,
  costs: Float64Array,
  query: number,
  k: number,
  found: Int32Array,
  distances: Float64Array,
): void {
  distances.fill(Number.POSITIVE_INFINITY)
  const queryCodes = query * codeWidth
  const queryNumbers = query * numberWidth
  let worst = Number.POSITIVE_INFINITY
  for (let row = 0; row < rowCount; row++) {
    let different = 0
    const rowCodes = row * codeWidth
    for (let column = 0; column < codeWidth; column++) {
      if (codes[rowCodes + column]! !== codes[queryCodes + column]!) different++
    }
    let distance = costs[different]!
    const rowNumbers = row * numberWidth
    for (let column = 0; column < numberWidth && distance < worst; column++) {
      const difference = numbers[rowNumbers + column]! - numbers[queryNumbers + column]!
      distance += difference * difference
    }
    if (distance >= worst || row === query) continue
    let at = k - 1
    for (; at > 0 && distances[at - 1]! > distance; at--) {
      distances[at] = distances[at - 1]!
      found[at] = found[at - 1]!
    }
    distances[at] = distance
    found[at] = row
    worst = distances[k - 1]!
  }
}
