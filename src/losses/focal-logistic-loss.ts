import { exp, log1p, pow } from '../core/index.ts'
import { logisticLoss } from './logistic-loss.ts'
import type { Loss } from './loss.ts'

/**
 * Focal loss of one score z. With s = z or −z, p = σ(s) the probability of a row's own class, q = 1 − p and
 * r = −log p / q: loss = q^γ · q r, derivative in s = −ω q, curvature = p q · q^γ (1 + 2γ − γ (q − γ p) r), damped
 * curvature = ω p q, with ω = q^γ (1 + γ p r).
 */
export function focalLogisticLoss(gamma: number, factors: Float64Array, isDamped = false): Loss {
  return Object.freeze<Loss>({
    name: 'focalLoss',

    scoresPerRow: () => 1,

    evaluate({ codes, weights }, scores, gradient, curvature, from, to) {
      let sum = 0
      for (let row = from; row < to; row++) {
        const code = codes[row]!
        const weight = weights[row]! * factors[code]!
        const s = code === 1 ? scores[row]! : -scores[row]!
        const tail = exp(s < 0 ? s : -s)
        const large = 1 / (1 + tail)
        const small = tail * large
        const p = s < 0 ? small : large
        const q = s < 0 ? large : small
        const surprise = Math.max(-s, 0) + log1p(tail)
        const fade = weight * pow(q, gamma)
        sum += fade * surprise
        const ratio = q === 0 ? 1 : surprise / q
        const omega = fade * (1 + gamma * p * ratio)
        if (gradient) gradient[row] = code === 1 ? -omega * q : omega * q
        if (curvature) {
          curvature[row] = p * q * (isDamped ? omega : fade * (1 + 2 * gamma - gamma * (q - gamma * p) * ratio))
        }
      }
      return sum
    },

    probabilities: logisticLoss.probabilities,
    ...(!isDamped && { damped: focalLogisticLoss(gamma, factors, true) }),
  })
}
