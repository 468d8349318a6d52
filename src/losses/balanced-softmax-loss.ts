import { z } from '../core/index.ts'
import { adjustedLoss } from './adjusted-loss.ts'
import { defineLoss } from './define-loss.ts'
import { logPriors } from './log-priors.ts'

/**
 * Cross-entropy in which the softmax counts every class as often as it occurs: −log (n_y e^(z_y) / Σ n_k e^(z_k)).
 * The same as `logitAdjustedLoss` with τ = 1, under the name by which the long-tailed literature knows it; its
 * probabilities are those of balanced data.
 * J. Ren et al., "Balanced Meta-Softmax for Long-Tailed Visual Recognition", NeurIPS 2020.
 */
export const balancedSoftmaxLoss = defineLoss({
  name: 'balancedSoftmaxLoss',
  options: z.strictObject({}),
  bind: ({ names, sizes }) => adjustedLoss('balancedSoftmaxLoss', names.length, { offsets: logPriors(sizes, 1) }),
})
