import { breathe, type Context, inBlocks, log, sigmoid, softplus } from '../../core/index.ts'
import { mapInBlocks } from './map-in-blocks.ts'

/** `sigmoid(slope × x + intercept)`. */
export interface Sigmoid {
  readonly slope: number
  readonly intercept: number
}

/** Rows on a standardized scale, and what the sigmoid should say of those of the class and of the others. */
interface SigmoidTask {
  readonly u: Float64Array
  readonly truth: Uint8Array
  readonly weight: Float64Array
  readonly high: number
  readonly low: number
}

/**
 * The sigmoid that minimizes the weighted log loss against Platt's smoothed targets, by Newton's method on
 * standardized `x`. Equals scikit-learn's `_sigmoid_calibration` (its `a` is the slope with the sign turned).
 */
export async function fitSigmoid(
  x: Float64Array,
  truth: Uint8Array,
  sampleWeight: Float64Array | undefined,
  context: Context = {},
): Promise<Sigmoid> {
  const weight = sampleWeight ?? new Float64Array(x.length).fill(1)
  const { positives, total, mean, scale } = await measure(x, truth, weight, context)
  const high = (positives + 1) / (positives + 2)
  const low = 1 / (total - positives + 2)
  if (!(scale > 1e-12 * Math.max(1, Math.abs(mean)))) {
    const share = total > 0 ? (positives * high + (total - positives) * low) / total : 0.5
    return { slope: 0, intercept: log(share / (1 - share)) }
  }

  const u = await mapInBlocks(x, (value) => (value - mean) / scale, context)
  const task = { u, truth, weight, high, low }
  const lossAt = async (slope: number, intercept: number): Promise<number> => {
    let loss = 0
    await inBlocks(u.length, context, (from, to) => {
      loss = addLoss(loss, task, slope, intercept, from, to)
    })
    return loss
  }
  let slope = 0
  let intercept = log((positives + 1) / (total - positives + 1))
  let loss = await lossAt(slope, intercept)
  const sums = new Float64Array(5)
  for (let step = 0; step < 200; step++) {
    sums.fill(0)
    await inBlocks(u.length, context, (from, to) => addDerivatives(sums, task, slope, intercept, from, to))
    const [gradientSlope, gradientIntercept] = [sums[0]!, sums[1]!]
    const [h11, h12, h22] = [sums[2]!, sums[3]!, sums[4]!]
    const determinant = h11 * h22 - h12 * h12
    if (!(determinant > 0)) break
    const stepSlope = (h22 * gradientSlope - h12 * gradientIntercept) / determinant
    const stepIntercept = (h11 * gradientIntercept - h12 * gradientSlope) / determinant
    if (Math.abs(stepSlope) + Math.abs(stepIntercept) < 1e-8 * (1 + Math.abs(slope) + Math.abs(intercept))) {
      // So near, one more step squares the error; the loss itself is too flat to be asked.
      slope -= stepSlope
      intercept -= stepIntercept
      break
    }
    let length = 1
    let next = await lossAt(slope - stepSlope, intercept - stepIntercept)
    while (!(next <= loss * (1 + 1e-13)) && length > 1e-6) {
      length /= 2
      next = await lossAt(slope - length * stepSlope, intercept - length * stepIntercept)
    }
    slope -= length * stepSlope
    intercept -= length * stepIntercept
    loss = next
  }
  return { slope: slope / scale, intercept: intercept - (slope * mean) / scale }
}

/** The weight of the rows, and where `x` lies and how wide. */
async function measure(x: Float64Array, truth: Uint8Array, weight: Float64Array, context: Context) {
  const count = x.length
  let positives = 0
  let total = 0
  let mean = 0
  for (let row = 0; row < count; row++) {
    total += weight[row]!
    if (truth[row]) positives += weight[row]!
    mean += x[row]! / count
  }
  await breathe(context)
  let variance = 0
  for (let row = 0; row < count; row++) variance += (x[row]! - mean) ** 2 / count
  return { positives, total, mean, scale: Math.sqrt(variance) }
}

/** Adds the two slopes of the loss and its three curvatures over some rows. */
function addDerivatives(
  sums: Float64Array,
  { u, truth, weight, high, low }: SigmoidTask,
  slope: number,
  intercept: number,
  from: number,
  to: number,
): void {
  let gradientSlope = sums[0]!
  let gradientIntercept = sums[1]!
  let h11 = sums[2]!
  let h12 = sums[3]!
  let h22 = sums[4]!
  for (let row = from; row < to; row++) {
    const p = sigmoid(slope * u[row]! + intercept)
    const error = weight[row]! * (p - (truth[row] ? high : low))
    const curvature = weight[row]! * p * (1 - p)
    gradientSlope += error * u[row]!
    gradientIntercept += error
    h11 += curvature * u[row]! * u[row]!
    h12 += curvature * u[row]!
    h22 += curvature
  }
  sums[0] = gradientSlope
  sums[1] = gradientIntercept
  sums[2] = h11
  sums[3] = h12
  sums[4] = h22
}

function addLoss(
  before: number,
  { u, truth, weight, high, low }: SigmoidTask,
  slope: number,
  intercept: number,
  from: number,
  to: number,
): number {
  let loss = before
  for (let row = from; row < to; row++) {
    const value = slope * u[row]! + intercept
    loss += weight[row]! * (softplus(value) - (truth[row] ? high : low) * value)
  }
  return loss
}
