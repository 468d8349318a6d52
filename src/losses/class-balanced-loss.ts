import { z } from '../core/index.ts'
import { adjustedLoss } from './adjusted-loss.ts'
import { defineLoss } from './define-loss.ts'
import { focalLogisticLoss } from './focal-logistic-loss.ts'
import { focalSoftmaxLoss } from './focal-softmax-loss.ts'
import { effectiveNumberWeights } from './size-weights.ts'

const beta = z
  .number()
  .min(0)
  .lt(1)
  .default(0.9999)
  .describe('how much a further row of a class still adds; 0 weighs all classes alike, close to 1 by their size')

/**
 * Cross-entropy in which classes weigh by their effective number of rows, (1 − β) / (1 − β^n), scaled to sum to the
 * number of classes: between no weights (β = 0) and balanced ones (β → 1).
 * Y. Cui et al., "Class-Balanced Loss Based on Effective Number of Samples", CVPR 2019.
 */
export const classBalancedCrossEntropy = defineLoss({
  name: 'classBalancedCrossEntropy',
  options: z.strictObject({ beta }),
  bind: ({ names, sizes }, { beta }) =>
    adjustedLoss('classBalancedCrossEntropy', names.length, { factors: effectiveNumberWeights(sizes, beta) }),
})

/**
 * `focalLoss` with the same weights. For more than two classes it is the focal loss of the softmax; the paper's is that
 * of a sigmoid a class.
 */
export const classBalancedFocalLoss = defineLoss({
  name: 'classBalancedFocalLoss',
  options: z.strictObject({
    beta,
    gamma: z.number().min(0).default(2).describe('how strongly rows that are already right fade; 0 is none'),
  }),
  bind({ names, sizes }, { beta, gamma }) {
    const factors = effectiveNumberWeights(sizes, beta)
    return (names.length === 2 ? focalLogisticLoss : focalSoftmaxLoss)(gamma, factors)
  },
})
