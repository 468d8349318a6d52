import { breathe, type Context } from '../../core/index.ts'
import { hasMissing } from '../distances/space.ts'
import { distinct } from './distinct.ts'
import type { MixedPoints } from './mixed-points.ts'
import type { DrawnNeighbors } from './neighbors-of-drawn.ts'

/** Whether a number or a level is missing. */
export function missesCells({ numbers, codes }: MixedPoints): boolean {
  return hasMissing(numbers) || codes.includes(-1)
}

/**
 * The k nearest other rows of the rows that were drawn, where cells may be missing: the squared differences of the
 * numbers, and `penalty²` for every category that differs, over the columns that both rows have, times all columns
 * divided by these. Rows that share no column are farther apart than any others; ties go to the lower row.
 */
export async function missingMixedNeighbors(
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
  const pause = Math.max(1, Math.floor(50_000 / points.rowCount))
  for (let query = 0; query < drawn.length; query++) {
    if (query % pause === 0) await breathe(context, { stage: 'neighbors', done: query, total: drawn.length })
    slot[drawn[query]!] = query
    nearestOf(points, penalty * penalty, drawn[query]!, k, indices.subarray(query * k, (query + 1) * k), distances)
  }
  return { of: (position, choice) => indices[slot[position]! * k + choice]! }
}

function nearestOf(
  points: MixedPoints,
  cost: number,
  query: number,
  k: number,
  found: Int32Array,
  distances: Float64Array,
): void {
  let filled = 0
  for (let row = 0; row < points.rowCount; row++) {
    if (row === query) continue
    const distance = distanceBetween(points, cost, query, row)
    if (filled === k && distance >= distances[k - 1]!) continue
    let at = filled < k ? filled++ : k - 1
    for (; at > 0 && distances[at - 1]! > distance; at--) {
      distances[at] = distances[at - 1]!
      found[at] = found[at - 1]!
    }
    distances[at] = distance
    found[at] = row
  }
}

function distanceBetween(points: MixedPoints, cost: number, a: number, b: number): number {
  const { numbers, numberWidth, codes, codeWidth } = points
  let sum = 0
  let present = 0
  for (let column = 0; column < codeWidth; column++) {
    const left = codes[a * codeWidth + column]!
    const right = codes[b * codeWidth + column]!
    if (left < 0 || right < 0) continue
    if (left !== right) sum += cost
    present++
  }
  for (let column = 0; column < numberWidth; column++) {
    const difference = numbers[a * numberWidth + column]! - numbers[b * numberWidth + column]!
    if (Number.isNaN(difference)) continue
    sum += difference * difference
    present++
  }
  return present === 0 ? Number.POSITIVE_INFINITY : (sum * (numberWidth + codeWidth)) / present
}
