import { exp, log, log1p, pow } from '../core/index.ts'
import type { Loss } from './loss.ts'
import { softmaxLoss } from './softmax-loss.ts'

/**
 * Focal loss of one score a class. With p the probability of a row's own class y, q = 1 − p, r = −log p / q and
 * ω = q^γ (1 + γ p r): gradient_k = ω d_k, d_k = p_k − [k = y]; curvature_k = ω p_k (1 − p_k) +
 * γ p q^γ (2 − q r + (γ − 1) p r) d_k² / q; the damped curvature leaves out the second summand.
 */
export function focalSoftmaxLoss(gamma: number, factors: Float64Array, isDamped = false): Loss {
  return Object.freeze<Loss>({
    name: 'focalLoss',

    scoresPerRow: (classCount) => classCount,

    evaluate({ codes, weights, classCount }, scores, gradient, curvature, from, to) {
      const powers = new Float64Array(classCount)
      let sum = 0
      for (let row = from; row < to; row++) {
        const start = row * classCount
        const code = codes[row]!
        let top = scores[start]!
        for (let k = 1; k < classCount; k++) if (scores[start + k]! > top) top = scores[start + k]!
        let others = 0
        for (let k = 0; k < classCount; k++) {
          const power = exp(scores[start + k]! - top)
          powers[k] = power
          if (k !== code) others += power
        }
        const own = powers[code]!
        const total = own + others
        const p = own / total
        const q = others / total
        const surprise = own > others ? log1p(others / own) : log(total) + top - scores[start + code]!
        const fade = weights[row]! * factors[code]! * pow(q, gamma)
        sum += fade * surprise
        if (!gradient && !curvature) continue
        const ratio = q === 0 ? 1 : surprise / q
        const omega = fade * (1 + gamma * p * ratio)
        const bend = isDamped ? 0 : gamma * p * fade * (2 - surprise + (gamma - 1) * p * ratio)
        for (let k = 0; k < classCount; k++) {
          const share = powers[k]! / total
          const distance = k === code ? -q : share
          if (gradient) gradient[start + k] = omega * distance
          if (!curvature) continue
          const rest = k === code ? q : 1 - share
          curvature[start + k] = omega * share * rest + (q === 0 ? 0 : bend * (distance / q) * distance)
        }
      }
      return sum
    },

    probabilities: softmaxLoss.probabilities,
    ...(!isDamped && { damped: focalSoftmaxLoss(gamma, factors, true) }),
  })
}
