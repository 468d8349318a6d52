import { z } from '../core/index.ts'
import { adjustedLoss } from './adjusted-loss.ts'
import { defineLoss } from './define-loss.ts'
import { logPriors } from './log-priors.ts'

/**
 * Cross-entropy of z + τ log π, π being the shares of the classes: what is common has to do less for its score, so
 * that the scores are those of classes that are equally frequent. Its probabilities are those of balanced data (τ = 1):
 * the class with the highest one is the best guess for balanced accuracy. Convex, as cross-entropy is.
 *
 * `adjustLogits` does the same to the scores of a model that has been trained with plain cross-entropy. Not where
 * probabilities must be those of the data at hand, nor where a model is read by average precision alone: for two
 * classes it only moves the intercept.
 * A. K. Menon et al., "Long-tail learning via logit adjustment", ICLR 2021.
 */
export const logitAdjustedLoss = defineLoss({
  name: 'logitAdjustedLoss',
  options: z.strictObject({
    tau: z.number().min(0).default(1).describe('how strongly the shares of the classes are taken out; 0 is none'),
  }),
  bind: ({ names, sizes }, { tau }) =>
    adjustedLoss('logitAdjustedLoss', names.length, { offsets: logPriors(sizes, tau) }),
})
