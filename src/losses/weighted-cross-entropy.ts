import { z } from '../core/index.ts'
import { classWeightOption, weightsForSizes } from './class-weights.ts'
import { defineLoss } from './define-loss.ts'
import { logisticLossBy } from './logistic-loss.ts'
import { softmaxLossBy } from './softmax-loss.ts'

/**
 * Cross-entropy in which a row counts as much as its class: `classWeight` is `'balanced'` by default, N / (K · n_c),
 * or a number by class name (1 for classes not named), or null for all alike.
 *
 * The same as a learner's own `classWeight`, except that a validation score in this loss is weighted too. Its
 * probabilities are those of data in which the classes weigh so much: calibrate them before they are read as shares.
 * G. King, L. Zeng, "Logistic Regression in Rare Events Data", Political Analysis 9, 2001.
 */
export const weightedCrossEntropy = defineLoss({
  name: 'weightedCrossEntropy',
  options: z.strictObject({ classWeight: classWeightOption.unwrap().default('balanced') }),
  bind({ names, sizes }, { classWeight }) {
    const factors = weightsForSizes(names, sizes, classWeight)
    return (names.length === 2 ? logisticLossBy : softmaxLossBy)('weightedCrossEntropy', factors)
  },
})
