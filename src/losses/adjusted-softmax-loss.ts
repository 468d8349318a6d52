import { exp, log } from '../core/index.ts'
import type { Loss } from './loss.ts'
import { softmaxLoss } from './softmax-loss.ts'

/** By class code; all but `reading` apply to training alone. */
export interface SoftmaxAdjustment {
  /** What the score of a class is multiplied by. */
  readonly slopes: Float64Array
  /** What is then added to the score of a class. */
  readonly offsets: Float64Array
  /** What is taken from the score of a row's own class. */
  readonly margins: Float64Array
  /** How much a row counts, by its own class. */
  readonly factors: Float64Array
  /** What all scores are multiplied by before they are read as logarithms of probabilities. */
  readonly reading: number
}

/**
 * Cross-entropy of scores that are scaled and shifted: with u_k = slope_k z_k + offset_k − [k = y] margin_y and
 * p = softmax(u), loss = −factor_y log p_y, gradient_k = factor slope_k (p_k − [k = y]), curvature_k =
 * factor slope_k² p_k (1 − p_k). Margins, priors and vector scaling are all of this form, and convex.
 */
export function adjustedSoftmaxLoss(
  name: string,
  { slopes, offsets, margins, factors, reading }: SoftmaxAdjustment,
): Loss {
  return Object.freeze<Loss>({
    name,

    scoresPerRow: (classCount) => classCount,

    evaluate({ codes, weights, classCount }, scores, gradient, curvature, from, to) {
      const powers = new Float64Array(classCount)
      let sum = 0
      for (let row = from; row < to; row++) {
        const start = row * classCount
        const code = codes[row]!
        const weight = weights[row]! * factors[code]!
        let top = -Infinity
        for (let k = 0; k < classCount; k++) {
          const u = slopes[k]! * scores[start + k]! + offsets[k]! - (k === code ? margins[code]! : 0)
          powers[k] = u
          if (u > top) top = u
        }
        const own = powers[code]!
        let total = 0
        for (let k = 0; k < classCount; k++) {
          const power = exp(powers[k]! - top)
          powers[k] = power
          total += power
        }
        sum += weight * (log(total) + top - own)
        if (!gradient && !curvature) continue
        for (let k = 0; k < classCount; k++) {
          const push = (weight * slopes[k]!) / total
          const others = total - powers[k]!
          if (gradient) gradient[start + k] = k === code ? -push * others : push * powers[k]!
          if (curvature) curvature[start + k] = push * slopes[k]! * powers[k]! * (others / total)
        }
      }
      return sum
    },

    probabilities(scores, classCount) {
      const read = reading === 1 ? scores : scores.map((z) => reading * z)
      return softmaxLoss.probabilities(read, classCount)
    },
  })
}
