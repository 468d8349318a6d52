import { exp, log, log1p } from '../core/index.ts'
import { logisticLoss } from './logistic-loss.ts'
import type { Loss } from './loss.ts'
import { softmaxLoss } from './softmax-loss.ts'

/** Cross-entropy against labels of which `amounts[y]` is spread evenly over all classes. */
export function smoothedLoss(name: string, amounts: Float64Array): Loss {
  return amounts.length === 2 ? smoothedLogistic(name, amounts) : smoothedSoftmax(name, amounts)
}

/** One score z: with t the softened label, loss = log(1 + eᶻ) − t z, gradient p − t, curvature p (1 − p). */
function smoothedLogistic(name: string, amounts: Float64Array): Loss {
  return Object.freeze<Loss>({
    name,

    scoresPerRow: () => 1,

    evaluate({ codes, weights }, scores, gradient, curvature, from, to) {
      let sum = 0
      for (let row = from; row < to; row++) {
        const code = codes[row]!
        const weight = weights[row]!
        const s = code === 1 ? scores[row]! : -scores[row]!
        const tail = exp(s < 0 ? s : -s)
        const large = 1 / (1 + tail)
        const small = tail * large
        const spread = amounts[code]! / 2
        sum += weight * (Math.max(-s, 0) + log1p(tail) + spread * s)
        const push = weight * (spread - (s < 0 ? large : small))
        if (gradient) gradient[row] = code === 1 ? push : -push
        if (curvature) curvature[row] = weight * small * large
      }
      return sum
    },

    probabilities: logisticLoss.probabilities,
  })
}

/** One score a class: loss = log Σ e^(z_k) − Σ t_k z_k, gradient p − t, curvature p (1 − p). */
function smoothedSoftmax(name: string, amounts: Float64Array): Loss {
  return Object.freeze<Loss>({
    name,

    scoresPerRow: (classCount) => classCount,

    evaluate({ codes, weights, classCount }, scores, gradient, curvature, from, to) {
      const powers = new Float64Array(classCount)
      let sum = 0
      for (let row = from; row < to; row++) {
        const start = row * classCount
        const code = codes[row]!
        const weight = weights[row]!
        const spread = amounts[code]! / classCount
        let top = scores[start]!
        for (let k = 1; k < classCount; k++) if (scores[start + k]! > top) top = scores[start + k]!
        let total = 0
        let below = 0
        for (let k = 0; k < classCount; k++) {
          const distance = scores[start + k]! - top
          const power = exp(distance)
          powers[k] = power
          total += power
          below += distance
        }
        const own = scores[start + code]! - top
        sum += weight * (log(total) - (1 - amounts[code]!) * own - spread * below)
        for (let k = 0; k < classCount; k++) {
          const p = powers[k]! / total
          const rest = (total - powers[k]!) / total
          if (gradient) gradient[start + k] = weight * (k === code ? amounts[code]! - rest - spread : p - spread)
          if (curvature) curvature[start + k] = weight * p * rest
        }
      }
      return sum
    },

    probabilities: softmaxLoss.probabilities,
  })
}
