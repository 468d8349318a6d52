import { z } from '../core/index.ts'
import { defineLoss } from './define-loss.ts'
import { logisticLoss } from './logistic-loss.ts'
import { softmaxLoss } from './softmax-loss.ts'

/**
 * Cross-entropy, the negative logarithm of the probability of a row's own class: `logisticLoss` for two classes,
 * `softmaxLoss` for more. The loss to begin with, and the one whose probabilities mean what they say.
 */
export const logLoss = defineLoss({
  name: 'logLoss',
  options: z.strictObject({}),
  bind: ({ names }) => (names.length === 2 ? logisticLoss : softmaxLoss),
})
