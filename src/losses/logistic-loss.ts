import { exp, log1p } from '../core/index.ts'
import type { Loss } from './loss.ts'

/**
 * Two classes, one score z: the log-odds of class 1. loss = log(1 + eᶻ) − y·z, gradient = p − y,
 * curvature = p (1 − p), with p = 1 / (1 + e⁻ᶻ). Equal to scikit-learn's `HalfBinomialLoss`. Safe for any finite z.
 */
export const logisticLoss: Loss = logisticLossBy('logistic', undefined)

/** The same where each row counts `factors[its class]` times as much. */
export function logisticLossBy(name: string, factors: Float64Array | undefined): Loss {
  return Object.freeze<Loss>({
    name,

    scoresPerRow: () => 1,

    evaluate({ codes, weights }, scores, gradient, curvature, from, to) {
      let sum = 0
      for (let row = from; row < to; row++) {
        const z = scores[row]!
        const weight = factors ? weights[row]! * factors[codes[row]!]! : weights[row]!
        const tail = exp(z < 0 ? z : -z)
        const small = tail / (1 + tail)
        const p = z < 0 ? small : 1 / (1 + tail)
        // The loss is the softplus of the score against the row's own class.
        const against = codes[row] === 1 ? -z : z
        sum += weight * (Math.max(against, 0) + log1p(tail))
        if (gradient) gradient[row] = codes[row] === 1 ? -weight * (z < 0 ? 1 / (1 + tail) : small) : weight * p
        if (curvature) curvature[row] = weight * (small / (1 + tail))
      }
      return sum
    },

    probabilities(scores) {
      const result = new Float64Array(scores.length * 2)
      for (let row = 0; row < scores.length; row++) {
        const z = scores[row]!
        const tail = exp(z < 0 ? z : -z)
        const large = 1 / (1 + tail)
        const small = tail / (1 + tail)
        result[row * 2] = z < 0 ? large : small
        result[row * 2 + 1] = z < 0 ? small : large
      }
      return result
    },
  })
}
