import { OptionError, z } from '../core/index.ts'
import { defineEnsemble } from './define-ensemble.ts'
import { countOrShareOption, drawOptions, nEstimatorsOption, seedOption } from './ensemble-options.ts'
import { cellsOf, checkEstimator, estimatorOption } from './estimator-option.ts'
import { fitBag, type SavedBag } from './fit-bag.ts'
import { restoreMembers } from './members.ts'
import { wakeOutOfBag } from './rest-out-of-bag.ts'
import { checkSampler, samplerOption } from './sampler-option.ts'

const name = 'balancedBaggingClassifier'

/** The options of `balancedBaggingClassifier`. */
export const balancedBaggingClassifierOptions = drawOptions.extend({
  sampler: samplerOption,
  estimator: estimatorOption({ name: 'decisionTree' }),
  nEstimators: nEstimatorsOption(10),
  maxSamples: countOrShareOption('rows').describe(
    'how many rows are drawn for a member before they are balanced: a count, a share, or null: as many as there are',
  ),
  bootstrap: z.boolean().default(true).describe('whether those rows are drawn with replacement'),
  maxFeatures: countOrShareOption('columns').describe(
    'how many columns, drawn at random, a member sees: a count, a share, or null: all',
  ),
  bootstrapFeatures: z.boolean().default(false).describe('whether those columns are drawn with replacement'),
  oobScore: z
    .boolean()
    .default(false)
    .describe('whether each row is judged by the members that did not see it; needs `bootstrap` or `maxSamples`'),
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
 * `sampler` balances in another way: `{ name: 'randomOverSampler' }` is over-bagging, `{ name: 'smote' }` SMOTE-bagging,
 * a chain has the name `pipeline`. Each member draws anew from it; `samplingStrategy` is passed on to it unless its own
 * options have one. Random patches are `maxFeatures` below 1, and random subspaces that with `bootstrap` off.
 *
 * In code, `estimator` and `sampler` may also be units that are made already, your own among them, and
 * `samplingStrategy` a function of the rows per class, which is asked anew for the rows drawn for each member. Units bring
 * their own seed and strategy. A saved model keeps their names and options; where `estimator` is not of the registry,
 * pass what restores it to `balancedBaggingClassifier.load`.
 *
 * With `oobScore` every row is judged by the members that did not see it: `oobProbabilities`, `rows × classes` in the
 * order of the classes that had rows, NaN for a row that all members saw; and `oobScore`, the share of rows whose
 * likeliest class is theirs, which says little where a class is rare: give the probabilities to `averagePrecision`. A row
 * that random under-sampling took away was not seen; a row that any other `sampler` looked at was.
 *
 * `fit(X, y, { from: model })` keeps the members of a fitted model and adds those that `nEstimators` counts beyond them.
 *
 * As imbalanced-learn's `BalancedBaggingClassifier`, from another stream of random numbers. A class that a draw misses
 * altogether gets one of its rows back, where the peer fails or forgets the class.
 */
export const balancedBaggingClassifier = defineEnsemble({
  name,
  options: balancedBaggingClassifierOptions,
  grows: ({ members }: SavedBag) => members.length,

  check(options) {
    checkEstimator(name, options.estimator)
    checkSampler(name, options)
    if (options.oobScore && !options.bootstrap && options.maxSamples === null) {
      throw new OptionError(
        `${name}: \`oobScore\` needs members that do not see all rows. Turn \`bootstrap\` on, or judge on a part of your own.`,
      )
    }
  },
  accepts: ({ estimator }) => cellsOf(estimator),

  learn(task, { maxSamples, bootstrap, ...options }, before, context) {
    const plan = {
      ...options,
      who: name,
      drawFirst(count: number, stream: { choice(n: number, size: number, replace: boolean): Int32Array }) {
        const wanted = maxSamples === null ? count : maxSamples < 1 ? Math.round(maxSamples * count) : maxSamples
        return stream.choice(count, Math.max(1, Math.min(count, wanted)), bootstrap)
      },
    }
    return fitBag(task, plan, before, context)
  },

  restore: (state: SavedBag, classCount, known) => ({
    ...restoreMembers(state, classCount, known),
    ...wakeOutOfBag(state.outOfBag),
  }),
})
