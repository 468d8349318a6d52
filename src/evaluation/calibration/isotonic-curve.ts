import { breathe, type Context, inBlocks } from '../../core/index.ts'
import { sortedOrderInTurns } from '../scores/sorted-order.ts'

/** A rising curve through `(x[i], y[i])`, straight between the knots and flat outside; `x` ascends strictly. */
export interface IsotonicCurve {
  readonly x: Float64Array
  readonly y: Float64Array
}

/** Scores nearer than this count as one, as in scikit-learn. */
const resolution = 1e-15

/**
 * The rising curve of least weighted squared error, by pooling adjacent violators. Equals scikit-learn's
 * `IsotonicRegression(out_of_bounds='clip')`: rows of zero weight are dropped, equal scores are averaged first, and
 * between the knots the curve is straight.
 */
export async function fitIsotonic(
  scores: Float64Array,
  truth: Uint8Array,
  sampleWeight: Float64Array | undefined,
  context: Context = {},
): Promise<IsotonicCurve> {
  const order = await sortedOrderInTurns(scores, false, context)
  const rows = sampleWeight ? order.filter((row) => sampleWeight[row]! > 0) : order
  const xs = new Float64Array(rows.length)
  const values = new Float64Array(rows.length)
  const weights = new Float64Array(rows.length)
  let knots = 0
  await inBlocks(rows.length, context, (from, to) => {
    for (let at = from; at < to; at++) {
      const row = rows[at]!
      const score = scores[row]!
      if (knots === 0 || score - xs[knots - 1]! >= resolution) xs[knots++] = score
      const weight = sampleWeight ? sampleWeight[row]! : 1
      values[knots - 1]! += weight * truth[row]!
      weights[knots - 1]! += weight
    }
  })

  await breathe(context)
  // Each block is a run of knots that share one value; `sums / mass` must rise from block to block.
  const ends = new Int32Array(knots)
  const sums = new Float64Array(knots)
  const mass = new Float64Array(knots)
  let blocks = 0
  for (let knot = 0; knot < knots; knot++) {
    sums[blocks] = values[knot]!
    mass[blocks] = weights[knot]!
    ends[blocks++] = knot
    while (blocks > 1 && sums[blocks - 2]! * mass[blocks - 1]! >= sums[blocks - 1]! * mass[blocks - 2]!) {
      blocks--
      sums[blocks - 1]! += sums[blocks]!
      mass[blocks - 1]! += mass[blocks]!
      ends[blocks - 1] = ends[blocks]!
    }
  }

  await breathe(context)
  // The first and last knot of a block say all about it.
  const x: number[] = []
  const y: number[] = []
  for (let block = 0, start = 0; block < blocks; block++) {
    const value = sums[block]! / mass[block]!
    x.push(xs[start]!)
    y.push(value)
    if (ends[block]! > start) {
      x.push(xs[ends[block]!]!)
      y.push(value)
    }
    start = ends[block]! + 1
  }
  return { x: Float64Array.from(x), y: Float64Array.from(y) }
}

/** The height of the curve at `score`. */
export function readIsotonic({ x, y }: IsotonicCurve, score: number): number {
  const last = x.length - 1
  if (last < 0) return 0
  if (score <= x[0]!) return y[0]!
  if (score >= x[last]!) return y[last]!
  let low = 0
  let high = last
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (x[middle]! <= score) low = middle
    else high = middle
  }
  const share = (score - x[low]!) / (x[high]! - x[low]!)
  return Math.min(y[low]! + share * (y[high]! - y[low]!), y[high]!)
}
