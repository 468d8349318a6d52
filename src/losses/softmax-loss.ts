import { exp, log } from '../core/index.ts'
import type { Loss } from './loss.ts'

/**
 * Any number of classes, one score a class: loss = log Σ e^(z_k) − z_y, gradient_k = p_k − [k = y],
 * curvature_k = p_k (1 − p_k). Equal to scikit-learn's `HalfMultinomialLoss`. Adding a constant to all scores of a row
 * changes nothing.
 */
export const softmaxLoss: Loss = softmaxLossBy('softmax', undefined)

/** The same where each row counts `factors[its class]` times as much. */
export function softmaxLossBy(name: string, factors: Float64Array | undefined): Loss {
  return Object.freeze<Loss>({
    name,

    scoresPerRow: (classCount) => classCount,

    evaluate({ codes, weights, classCount }, scores, gradient, curvature, from, to) {
      const powers = new Float64Array(classCount)
      let sum = 0
      for (let row = from; row < to; row++) {
        const start = row * classCount
        let top = scores[start]!
        for (let k = 1; k < classCount; k++) if (scores[start + k]! > top) top = scores[start + k]!
        let total = 0
        for (let k = 0; k < classCount; k++) {
          const power = exp(scores[start + k]! - top)
          powers[k] = power
          total += power
        }
        const code = codes[row]!
        const weight = factors ? weights[row]! * factors[code]! : weights[row]!
        sum += weight * (log(total) + top - scores[start + code]!)
        if (gradient) {
          const share = weight / total
          for (let k = 0; k < classCount; k++) gradient[start + k] = share * powers[k]!
          // p − 1 as −(sum of the others), so that a sure row keeps its small gradient.
          gradient[start + code] = -share * (total - powers[code]!)
        }
        if (curvature) {
          for (let k = 0; k < classCount; k++) {
            const p = powers[k]! / total
            curvature[start + k] = weight * p * (1 - p)
          }
        }
      }
      return sum
    },

    probabilities(scores, classCount) {
      const result = new Float64Array(scores.length)
      for (let start = 0; start < scores.length; start += classCount) {
        let top = scores[start]!
        for (let k = 1; k < classCount; k++) if (scores[start + k]! > top) top = scores[start + k]!
        let total = 0
        for (let k = 0; k < classCount; k++) {
          const power = exp(scores[start + k]! - top)
          result[start + k] = power
          total += power
        }
        for (let k = 0; k < classCount; k++) result[start + k] = result[start + k]! / total
      }
      return result
    },
  })
}
