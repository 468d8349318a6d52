import { parseOptions, z } from '../../core/index.ts'
import { thinCurve } from '../curves/thin-curve.ts'
import { type Costs, checkCosts } from './costs.ts'
import { checkScores, operatingPoints } from './operating-points.ts'

export const costCurveOptions = z.strictObject({
  points: z.int().min(2).default(200).describe('how many thresholds at most'),
  sampleWeight: z.instanceof(Float64Array).optional().describe('one weight a row, at least 0'),
})

/** What each threshold costs and saves, along ascending thresholds; arrays of one length. */
export interface CostCurve {
  /** The last flags nothing: just above 1, or the largest number when scores exceed 1. */
  readonly thresholds: Float64Array
  /** Cost a row, in the unit of the costs. */
  readonly expectedCost: Float64Array
  /** The share of the cheaper constant rule's cost that is saved: 1 is all of it, below 0 the model does harm. */
  readonly savings: Float64Array
  /** Number of flagged rows. */
  readonly flagged: Int32Array
  /** The cost a row of flagging nothing and of flagging everything. */
  readonly never: number
  readonly always: number
}

/**
 * Expected cost and value against the threshold, for drawing and for asking how much a threshold that is a little off
 * costs. `truth` is 1 for positive rows, `costs[true class][decided class]`. Each point is exact; at most 200 are
 * returned, the cheapest always among them. To choose a threshold use `chooseThreshold`, which looks at all. Savings are
 * NaN where the cheaper constant rule costs nothing.
 */
export function costCurve(
  truth: ArrayLike<number>,
  scores: Float64Array,
  costs: Costs,
  options: z.input<typeof costCurveOptions> = {},
): CostCurve {
  const { points: most, sampleWeight } = parseOptions('costCurve', costCurveOptions, options)
  checkCosts('costCurve', costs, 2)
  checkScores('costCurve', truth, scores, sampleWeight)
  const points = operatingPoints(truth, scores, sampleWeight)
  const [[tn, fp], [fn, tp]] = costs as [[number, number], [number, number]]
  const mass = points.positives + points.negatives
  const count = points.count + 1
  const nothing = scores.some((score) => score > 1) ? Number.MAX_VALUE : 1 + 2 ** -52
  const thresholds = new Float64Array(count)
  const expectedCost = new Float64Array(count)
  const flagged = new Int32Array(count)
  let cheapest = 0
  for (let at = 0; at < count; at++) {
    const point = points.count - 1 - at
    const hits = point < 0 ? 0 : points.truePositives[point]!
    const alarms = point < 0 ? 0 : points.falsePositives[point]!
    thresholds[at] = point < 0 ? nothing : points.thresholds[point]!
    flagged[at] = point < 0 ? 0 : points.flagged[point]!
    const missed = points.positives - hits
    expectedCost[at] = (hits * tp + missed * fn + alarms * fp + (points.negatives - alarms) * tn) / mass
    if (expectedCost[at]! <= expectedCost[cheapest]!) cheapest = at
  }
  const never = expectedCost[count - 1]!
  const always = expectedCost[0]!
  const plain = Math.min(never, always)
  const drawn = thinCurve(Float64Array.from(flagged), expectedCost, most)
  const kept = drawn.includes(cheapest) ? drawn : withCheapest(drawn, cheapest)
  return {
    thresholds: Float64Array.from(kept, (at) => thresholds[at]!),
    expectedCost: Float64Array.from(kept, (at) => expectedCost[at]!),
    savings: Float64Array.from(kept, (at) => (plain > 0 ? 1 - expectedCost[at]! / plain : Number.NaN)),
    flagged: Int32Array.from(kept, (at) => flagged[at]!),
    never,
    always,
  }
}

/** Puts the cheapest point in the place of its nearest neighbor, of which neither end is one. */
function withCheapest(drawn: Int32Array, cheapest: number): Int32Array {
  if (drawn.length <= 2) return Int32Array.of(drawn[0]!, cheapest, drawn.at(-1)!)
  let nearest = 1
  for (let at = 1; at < drawn.length - 1; at++) {
    if (Math.abs(drawn[at]! - cheapest) < Math.abs(drawn[nearest]! - cheapest)) nearest = at
  }
  return drawn.map((own, at) => (at === nearest ? cheapest : own)).sort()
}
