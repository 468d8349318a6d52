import { type Context, exp, inBlocks } from '../../core/index.ts'

const widest = 10
const cellsAtOnce = 1 << 17

/**
 * The inverse temperature β that minimizes the weighted log loss of `softmax(β × logits)`, within e^±10. The loss is
 * convex in β, so its slope is followed to zero by Newton's method inside a shrinking bracket.
 */
export async function fitInverseTemperature(
  logits: Float64Array,
  codes: Int32Array,
  classCount: number,
  sampleWeight: Float64Array | undefined,
  context: Context = {},
): Promise<number> {
  const sums = new Float64Array(2)
  const slopeAt = async (beta: number): Promise<{ slope: number; curvature: number }> => {
    sums.fill(0)
    const work = (from: number, to: number): void =>
      addDerivatives(sums, logits, codes, classCount, sampleWeight, beta, from, to)
    await inBlocks(codes.length, context, work, Math.ceil(cellsAtOnce / classCount))
    return { slope: sums[0]!, curvature: sums[1]! }
  }
  let low = exp(-widest)
  let high = exp(widest)
  if ((await slopeAt(low)).slope >= 0) return low
  if ((await slopeAt(high)).slope <= 0) return high
  let beta = 1
  for (let step = 0; step < 300; step++) {
    const { slope, curvature } = await slopeAt(beta)
    if (slope === 0) return beta
    if (slope > 0) high = beta
    else low = beta
    const newton = beta - slope / curvature
    const next = newton > low && newton < high ? newton : Math.sqrt(low * high)
    if (Math.abs(next - beta) <= 1e-14 * beta) return next
    beta = next
  }
  return beta
}

/** Adds the first and the second derivative of the loss in β over some rows. */
function addDerivatives(
  sums: Float64Array,
  logits: Float64Array,
  codes: Int32Array,
  classCount: number,
  sampleWeight: Float64Array | undefined,
  beta: number,
  from: number,
  to: number,
): void {
  let slope = sums[0]!
  let curvature = sums[1]!
  for (let row = from; row < to; row++) {
    const start = row * classCount
    let top = logits[start]!
    for (let code = 1; code < classCount; code++) top = Math.max(top, logits[start + code]!)
    let mass = 0
    let first = 0
    let second = 0
    for (let code = 0; code < classCount; code++) {
      const below = logits[start + code]! - top
      const share = exp(beta * below)
      mass += share
      first += share * below
      second += share * below * below
    }
    const mean = first / mass
    const weight = sampleWeight ? sampleWeight[row]! : 1
    slope += weight * (mean - (logits[start + codes[row]!]! - top))
    curvature += weight * Math.max(second / mass - mean * mean, 0)
  }
  sums[0] = slope
  sums[1] = curvature
}
