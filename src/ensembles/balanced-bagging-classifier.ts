import { z } from '../core/index.ts'
import { defineClassifier } from '../models/index.ts'
import { drawOptions, nEstimatorsOption, seedOption } from './ensemble-options.ts'
import { estimatorOption } from './estimator-option.ts'
import { fitBag } from './fit-bag.ts'
import { restoreMembers } from './members.ts'

const name = 'balancedBaggingClassifier'

/** The options of `balancedBaggingClassifier`. */
export const balancedBaggingClassifierOptions = drawOptions.extend({
  estimator: estimatorOption({ name: 'decisionTree' }),
  nEstimators: nEstimatorsOption(10),
  maxSamples: z
    .union([z.int().min(1), z.number().gt(0).lt(1)], {
      error: 'must be a number of rows from 1, a share below 1, or null',
    })
    .nullable()
    .default(null)
    .describe(
      'how many rows are drawn for a member before they are balanced: a count, a share, or null: as many as there are',
    ),
  bootstrap: z.boolean().default(true).describe('whether those rows are drawn with replacement'),
  seed: seedOption,
})

/**
 * Members that are each fitted on rows drawn at random and then balanced by taking rows of the larger classes away;
 * the probabilities are the mean of theirs. Under-sampling without its waste: what one member does not see, another
 * does. Any classifier can be the member (`estimator`).
 *
 * The probabilities are those of balanced data: the rare class looks likelier than it is. Calibrate before reading them
 * as probabilities. Not where the rare class has a handful of rows: every member is then made of the same ones.
 *
 * As imbalanced-learn's `BalancedBaggingClassifier`, from another stream of random numbers. A class that a draw misses
 * altogether gets one of its rows back, where the peer fails or forgets the class.
 */
export const balancedBaggingClassifier = defineClassifier({
  name,
  options: balancedBaggingClassifierOptions,

  learn(task, { maxSamples, bootstrap, ...options }, context) {
    return fitBag(
      task,
      {
        ...options,
        who: name,
        drawFirst(count, stream) {
          const wanted = maxSamples === null ? count : maxSamples < 1 ? Math.round(maxSamples * count) : maxSamples
          return stream.choice(count, Math.max(1, Math.min(count, wanted)), bootstrap)
        },
      },
      context,
    )
  },

  restore: restoreMembers,
})
