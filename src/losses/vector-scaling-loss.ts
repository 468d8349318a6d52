import { pow, z } from '../core/index.ts'
import { adjustedLoss } from './adjusted-loss.ts'
import { defineLoss } from './define-loss.ts'
import { logPriors } from './log-priors.ts'

/**
 * Cross-entropy of Δ_k z_k + τ log π_k with Δ_k = (n_k / n_max)^γ: the additive part acts early in training, the
 * multiplicative part is what still moves the border once all rows are told apart, as in over-parameterized models.
 * For two classes log(1 + e^(ι) e^(−Δ_y s)), s being the score towards a row's own class.
 *
 * `gamma` 0 is `logitAdjustedLoss`. Convex. Not worth its second knob for linear models with few columns.
 * G. R. Kini et al., "Label-Imbalanced and Group-Sensitive Classification under Overparameterization", NeurIPS 2021.
 */
export const vectorScalingLoss = defineLoss({
  name: 'vectorScalingLoss',
  options: z.strictObject({
    gamma: z
      .number()
      .min(0)
      .default(0.3)
      .describe('how strongly the scores of rarer classes are made smaller; 0 is none'),
    tau: z.number().min(0).default(1).describe('how strongly the shares of the classes are taken out; 0 is none'),
  }),
  bind({ names, sizes }, { gamma, tau }) {
    const largest = sizes.reduce((most, size) => Math.max(most, size), 0)
    return adjustedLoss('vectorScalingLoss', names.length, {
      slopes: sizes.map((size) => pow(size / largest, gamma)),
      offsets: logPriors(sizes, tau),
    })
  },
})
