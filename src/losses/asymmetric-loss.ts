import { exp, log, log1p, pow, z } from '../core/index.ts'
import { defineLoss } from './define-loss.ts'
import type { Loss } from './loss.ts'
import { sigmoidShares } from './sigmoid-shares.ts'

/**
 * Focal loss with different powers for rows of a class and for the rest, the rest being let off altogether below a
 * probability of `clip`: −(1 − p)^γ₊ log p for a row of the class, −u^γ₋ log(1 − u) with u = max(p − clip, 0) for
 * another, p being the sigmoid of the score. Two classes have one score; more are each told from all the rest and
 * summed, as the paper does with many labels.
 *
 * Meant for a few positives among many easy negatives. The gradient is that of the function itself, powers included
 * (the authors' code can leave the powers out of it). It bends downwards in places; `damped` does not. Calibrate the
 * probabilities. With a `clip`, a `gammaNegative` between 0 and 1 has a kink at the clip: take 0, or 1 and more.
 * T. Ridnik et al., "Asymmetric Loss For Multi-Label Classification", ICCV 2021.
 */
export const asymmetricLoss = defineLoss({
  name: 'asymmetricLoss',
  options: z.strictObject({
    gammaPositive: z.number().min(0).default(0).describe('how strongly rows of a class that are already right fade'),
    gammaNegative: z.number().min(0).default(4).describe('how strongly rows of other classes that are right fade'),
    clip: z.number().min(0).lt(1).default(0.05).describe('below this probability rows of other classes count nothing'),
  }),
  bind: (_, { gammaPositive, gammaNegative, clip }) => asymmetric(gammaPositive, gammaNegative, clip),
})

function asymmetric(gammaPositive: number, gammaNegative: number, clip: number, isDamped = false): Loss {
  return Object.freeze<Loss>({
    name: 'asymmetricLoss',

    scoresPerRow: (classCount) => (classCount === 2 ? 1 : classCount),

    evaluate({ codes, weights, classCount }, scores, gradient, curvature, from, to) {
      const width = classCount === 2 ? 1 : classCount
      let sum = 0
      for (let row = from; row < to; row++) {
        const weight = weights[row]!
        for (let k = 0, at = row * width; k < width; k++, at++) {
          const z = scores[at]!
          const tail = exp(z < 0 ? z : -z)
          const large = 1 / (1 + tail)
          const small = tail * large
          const p = z < 0 ? small : large
          const q = z < 0 ? large : small
          let slope: number
          let bend: number
          if (codes[row] === (width === 1 ? 1 : k)) {
            const gamma = gammaPositive
            const surprise = Math.max(-z, 0) + log1p(tail)
            const fade = weight * pow(q, gamma)
            const ratio = q === 0 ? 1 : surprise / q
            const omega = fade * (1 + gamma * p * ratio)
            sum += fade * surprise
            slope = -omega * q
            bend = p * q * (isDamped ? omega : fade * (1 + 2 * gamma - gamma * (q - gamma * p) * ratio))
          } else {
            const gamma = gammaNegative
            const u = p - clip
            if (u <= 0) {
              if (gradient) gradient[at] = 0
              if (curvature) curvature[at] = 0
              continue
            }
            // Without a clip 1 − u is q, which may be too small for a logarithm.
            const surprise = clip === 0 ? Math.max(z, 0) + log1p(tail) : -log(q + clip)
            const nearness = q === 0 && clip === 0 ? 1 : q / (q + clip)
            const fade = weight * pow(u, gamma)
            const first = gamma * p * q * (surprise / u) + p * nearness
            sum += fade * surprise
            slope = fade * first
            bend = isDamped
              ? q * slope
              : fade *
                (gamma * (gamma - 1) * (p / u) * q * (p / u) * q * surprise +
                  2 * gamma * (p / u) * p * q * nearness +
                  p * p * nearness * nearness +
                  (q - p) * first)
          }
          if (gradient) gradient[at] = slope
          if (curvature) curvature[at] = bend
        }
      }
      return sum
    },

    probabilities: (scores, classCount) => sigmoidShares(scores, classCount, 1),
    ...(!isDamped && { damped: asymmetric(gammaPositive, gammaNegative, clip, true) }),
  })
}
