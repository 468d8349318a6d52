import {
  type Context,
  decodeIntegers,
  type Labels,
  type Matrix,
  OptionError,
  type Random,
  type SparseMatrix,
  z,
} from '../core/index.ts'
import {
  decodeTrees,
  drawBootstrap,
  type EncodedTrees,
  encodeTrees,
  forestClassWeightOption,
  growForest,
  maxFeaturesOption,
  meanOfTrees,
  treeOptions,
} from '../models/index.ts'
import { defineEnsemble } from './define-ensemble.ts'
import { type Draws, drawBalanced, labelsOf } from './draw-balanced.ts'
import { countOrShareOption, drawOptions, nEstimatorsOption } from './ensemble-options.ts'
import { restOutOfBag, type SavedOutOfBag, wakeOutOfBag, wakeTally } from './rest-out-of-bag.ts'

const name = 'balancedRandomForest'

/** The options of `balancedRandomForest`. */
export const balancedRandomForestOptions = treeOptions.extend({
  nEstimators: nEstimatorsOption(100),
  maxFeatures: maxFeaturesOption.default('sqrt'),
  samplingStrategy: drawOptions.shape.samplingStrategy
    .unwrap()
    .default('all')
    .describe(
      'which classes are drawn from, to the size of the smallest ("all": the smallest too), or for two classes the ratio ' +
        'of the rarer to the other, or the rows wanted per class',
    ),
  replacement: z.boolean().default(true).describe('whether a row may be drawn more than once for the same tree'),
  bootstrap: z
    .boolean()
    .default(false)
    .describe('whether rows are drawn once more, with replacement, from those that were balanced'),
  maxSamples: countOrShareOption('rows').describe(
    'how many of the balanced rows are drawn where `bootstrap` is on: a count, a share, or null: as many as there are',
  ),
  classWeight: forestClassWeightOption,
  oobScore: z
    .boolean()
    .default(false)
    .describe('whether each row is judged by the trees that did not draw it; needs `replacement` or `bootstrap`'),
})

type Options = Readonly<Omit<z.output<typeof balancedRandomForestOptions>, 'samplingStrategy'>> & Draws

/**
 * A random forest whose trees each see as many rows of every class as the smallest has, drawn with replacement. Often
 * the best first try on imbalanced tables, and far cheaper than `randomForest`, since its trees are small.
 *
 * The probabilities are those of balanced data: calibrate before reading them as probabilities. Not where the rare
 * class has a handful of rows: use `randomForest` with `classWeight`.
 *
 * With `oobScore` every row is judged by the trees that did not draw it, as on `randomForest`: `oobProbabilities` and
 * `oobScore`. A class that is drawn whole, without replacement, is seen by all trees and has NaN. In code,
 * `samplingStrategy` may be a function of the rows per class, and `fit(X, y, { from: model })` keeps the trees of a
 * fitted model and adds those that `nEstimators` counts beyond them.
 *
 * As imbalanced-learn's `BalancedRandomForestClassifier` since 0.13, from another stream of random numbers; a row
 * drawn twice is one row of twice the weight, which differs where a split needs a number of rows
 * (`minSamplesSplit`, `minSamplesLeaf`); a share as `maxSamples` is of the balanced rows, where the peer takes it of all
 * rows, which those of a rare class seldom reach. C. Chen, A. Liaw and L. Breiman, "Using Random Forest to Learn
 * Imbalanced Data", 2004.
 */
export const balancedRandomForest = defineEnsemble({
  name,
  options: balancedRandomForestOptions,
  grows: ({ sizes }: ForestState) => decodeIntegers(sizes).length / 2,

  check({ bootstrap, replacement, maxSamples, oobScore }) {
    if (maxSamples !== null && !bootstrap) {
      throw new OptionError(`${name}: \`maxSamples\` is for draws that \`bootstrap\` makes. Turn it on.`)
    }
    if (oobScore && !bootstrap && !replacement) {
      throw new OptionError(
        `${name}: \`oobScore\` needs trees that do not see all rows. Turn \`replacement\` or \`bootstrap\` on, or judge on a part of your own.`,
      )
    }
  },

  async learn(task, options, before, context): Promise<ForestState> {
    let y: Labels<never> | undefined
    const { trees, outOfBag } = await growForest(
      task,
      {
        who: name,
        options,
        balanced: options.classWeight === 'balancedSubsample',
        judged: options.oobScore,
        before: before && {
          trees: decodeTrees(before, task.classCount),
          outOfBag: before.outOfBag && wakeTally(name, before.outOfBag, task.X.rowCount),
        },
        drawTimes(rows, stream, within) {
          y ??= labelsOf(task, rows)
          return drawTimes(y, options, stream, within)
        },
      },
      context,
    )
    const encoded = encodeTrees(trees, task.classCount)
    return outOfBag ? { ...encoded, outOfBag: restOutOfBag(outOfBag) } : encoded
  },

  restore({ outOfBag, ...encoded }: ForestState, classCount) {
    const trees = decodeTrees(encoded, classCount)
    return {
      /** The trees themselves. */
      trees,
      ...wakeOutOfBag(outOfBag),
      predict: (X: Matrix | SparseMatrix) => meanOfTrees(trees, X, classCount),
    }
  },
})

interface ForestState extends EncodedTrees {
  readonly outOfBag?: SavedOutOfBag
}

async function drawTimes(y: Labels<never>, options: Options, stream: Random, context: Context): Promise<Float64Array> {
  const drawn = await drawBalanced(y, options, stream.fork('balance'), context)
  const again = options.bootstrap
    ? drawBootstrap(drawn.length, options.maxSamples, stream.fork('bootstrap'))
    : undefined
  const times = new Float64Array(y.codes.length)
  for (let at = 0; at < drawn.length; at++) times[drawn[at]!]! += again ? again[at]! : 1
  return times
}
