import { breathe, type Context, log, sigmoid, softplus } from '../../core/index.ts'

/** `sigmoid(slope × x + intercept)`. */
export interface Sigmoid {
  readonly slope: number
  readonly intercept: number
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
  const count = x.length
  const weight = sampleWeight ?? new Float64Array(count).fill(1)
  let positives = 0
  let total = 0
  let mean = 0
  for (let row = 0; row < count; row++) {
    total += weight[row]!
    if (truth[row]) positives += weight[row]!
    mean += x[row]! / count
  }
  const high = (positives + 1) / (positives + 2)
  const low = 1 / (total - positives + 2)
  let variance = 0
  for (let row = 0; row < count; row++) variance += (x[row]! - mean) ** 2 / count
  const scale = Math.sqrt(variance)
  if (!(scale > 1e-12 * Math.max(1, Math.abs(mean)))) {
    const share = total > 0 ? (positives * high + (total - positives) * low) / total : 0.5
    return { slope: 0, intercept: log(share / (1 - share)) }
  }

  const u = x.map((value) => (value - mean) / scale)
  let slope = 0
  let intercept = log((positives + 1) / (total - positives + 1))
  let loss = sigmoidLoss(u, truth, weight, high, low, slope, intercept)
  for (let step = 0; step < 200; step++) {
    await breathe(context)
    let gradientSlope = 0
    let gradientIntercept = 0
    let h11 = 0
    let h12 = 0
    let h22 = 0
    for (let row = 0; row < count; row++) {
      const p = sigmoid(slope * u[row]! + intercept)
      const error = weight[row]! * (p - (truth[row] ? high : low))
      const curvature = weight[row]! * p * (1 - p)
      gradientSlope += error * u[row]!
      gradientIntercept += error
      h11 += curvature * u[row]! * u[row]!
      h12 += curvature * u[row]!
      h22 += curvature
    }
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
    let next = sigmoidLoss(u, truth, weight, high, low, slope - stepSlope, intercept - stepIntercept)
    while (!(next <= loss * (1 + 1e-13)) && length > 1e-6) {
      length /= 2
      next = sigmoidLoss(u, truth, weight, high, low, slope - length * stepSlope, intercept - length * stepIntercept)
    }
    slope -= length * stepSlope
    intercept -= length * stepIntercept
    loss = next
  }
  return { slope: slope / scale, intercept: intercept - (slope * mean) / scale }
}

function sigmoidLoss(
  u: Float64Array,
  truth: Uint8Array,
  weight: Float64Array,
  high: number,
  low: number,
  slope: number,
  intercept: number,
): number {
  let loss = 0
  for (let row = 0; row < u.length; row++) {
    const value = slope * u[row]! + intercept
    loss += weight[row]! * (softplus(value) - (truth[row] ? high : low) * value)
  }
  return loss
}
