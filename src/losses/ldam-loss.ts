import { z } from '../core/index.ts'
import { adjustedLoss } from './adjusted-loss.ts'
import { defineLoss } from './define-loss.ts'
import { effectiveNumberWeights } from './size-weights.ts'

/**
 * Cross-entropy of s (z − Δ_y [own class]): every row has to win by the margin of its class, Δ_y ∝ n_y^(−1/4), the
 * largest being `maxMargin`. Rarer classes get wider margins, where a model fits its training rows anyhow.
 *
 * `beta` weighs the classes by their effective number, which the paper does from the 160th of 200 epochs on (deferred
 * re-weighting): train with `beta: null` first, then go on with `beta: 0.9999`; `deferredBeta` is that schedule. In a
 * linear model, whose optimum does not depend on where it starts, `beta` alone decides.
 *
 * Probabilities are the softmax of s z, without margins. `scale` suits scores between −1 and 1, as of normalized
 * networks; take 1 for scores that are log-odds. Not where probabilities are read as they are.
 * K. Cao et al., "Learning Imbalanced Datasets with Label-Distribution-Aware Margin Loss", NeurIPS 2019.
 */
export const ldamLoss = defineLoss({
  name: 'ldamLoss',
  options: z.strictObject({
    maxMargin: z.number().min(0).default(0.5).describe('margin of the rarest class, in units of the score'),
    scale: z.number().positive().default(30).describe('what scores and margins are multiplied by'),
    beta: z
      .number()
      .min(0)
      .lt(1)
      .nullable()
      .default(null)
      .describe('weigh classes by their effective number with this beta; null for all alike'),
  }),
  bind({ names, sizes }, { maxMargin, scale, beta }) {
    const roots = sizes.map((size) => 1 / Math.sqrt(Math.sqrt(size)))
    const largest = roots.reduce((most, root) => Math.max(most, root), 0)
    return adjustedLoss('ldamLoss', names.length, {
      slopes: new Float64Array(names.length).fill(scale),
      margins: roots.map((root) => (scale * maxMargin * root) / largest),
      ...(beta !== null && { factors: effectiveNumberWeights(sizes, beta) }),
      reading: scale,
    })
  },
})

/** The `beta` of `ldamLoss` at an epoch (from 0) under deferred re-weighting: null before epoch `start`, then `beta`. */
export function deferredBeta(epoch: number, start = 160, beta = 0.9999): number | null {
  return epoch < start ? null : beta
}
