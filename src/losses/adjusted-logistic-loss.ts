import { exp, log1p } from '../core/index.ts'
import type { Loss } from './loss.ts'

/** By class code: what the score of a row of that class is multiplied by, what is then taken away, what it counts. */
export interface LogisticAdjustment {
  readonly slopes: Float64Array
  readonly margins: Float64Array
  readonly factors: Float64Array
  /** What the score is multiplied by before it is read as log-odds. */
  readonly reading: number
}

/**
 * Logistic loss of a score that is scaled and shifted by a row's own class y: with s = z or −z and t = slope_y s −
 * margin_y, loss = factor_y log(1 + e^−t), derivative in s = −factor slope q, curvature = factor slope² q (1 − q), with
 * q = 1 / (1 + e^t). Margins, priors and vector scaling of two classes are all of this form, and convex.
 */
export function adjustedLogisticLoss(name: string, { slopes, margins, factors, reading }: LogisticAdjustment): Loss {
  return Object.freeze<Loss>({
    name,

    scoresPerRow: () => 1,

    evaluate({ codes, weights }, scores, gradient, curvature, from, to) {
      let sum = 0
      for (let row = from; row < to; row++) {
        const code = codes[row]!
        const weight = weights[row]! * factors[code]!
        const slope = slopes[code]!
        const t = slope * (code === 1 ? scores[row]! : -scores[row]!) - margins[code]!
        const tail = exp(t < 0 ? t : -t)
        const large = 1 / (1 + tail)
        const small = tail * large
        sum += weight * (Math.max(-t, 0) + log1p(tail))
        const push = weight * slope * (t < 0 ? large : small)
        if (gradient) gradient[row] = code === 1 ? -push : push
        if (curvature) curvature[row] = weight * slope * slope * small * large
      }
      return sum
    },

    probabilities(scores) {
      const result = new Float64Array(scores.length * 2)
      for (let row = 0; row < scores.length; row++) {
        const z = reading * scores[row]!
        const tail = exp(z < 0 ? z : -z)
        const large = 1 / (1 + tail)
        result[row * 2] = z < 0 ? large : tail * large
        result[row * 2 + 1] = z < 0 ? tail * large : large
      }
      return result
    },
  })
}
