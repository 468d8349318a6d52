import { type Context, type Labels, type Matrix, type Random, type SparseMatrix, z } from '../core/index.ts'
import {
  decodeTrees,
  defineClassifier,
  drawBootstrap,
  encodeTrees,
  forestClassWeightOption,
  growForest,
  maxFeaturesOption,
  meanOfTrees,
  treeOptions,
} from '../models/index.ts'
import { drawBalanced, labelsOf } from './draw-balanced.ts'
import { drawOptions, nEstimatorsOption } from './ensemble-options.ts'

const name = 'balancedRandomForest'

/** The options of `balancedRandomForest`. */
export const balancedRandomForestOptions = treeOptions.extend({
  nEstimators: nEstimatorsOption(100),
  maxFeatures: maxFeaturesOption.default('sqrt'),
  samplingStrategy: drawOptions.shape.samplingStrategy.unwrap().default('all'),
  replacement: z.boolean().default(true).describe('whether a row may be drawn more than once for the same tree'),
  bootstrap: z
    .boolean()
    .default(false)
    .describe('whether rows are drawn once more, with replacement, from those that were balanced'),
  classWeight: forestClassWeightOption,
})

/**
 * A random forest whose trees each see as many rows of every class as the smallest has, drawn with replacement. Often
 * the best first try on imbalanced tables, and far cheaper than `randomForest`, since its trees are small.
 *
 * The probabilities are those of balanced data: calibrate before reading them as probabilities. Not where the rare
 * class has a handful of rows: use `randomForest` with `classWeight`.
 *
 * As imbalanced-learn's `BalancedRandomForestClassifier` since 0.13, from another stream of random numbers; a row
 * drawn twice is one row of twice the weight, which differs where a split needs a number of rows
 * (`minSamplesSplit`, `minSamplesLeaf`). C. Chen, A. Liaw and L. Breiman, "Using Random Forest to Learn Imbalanced
 * Data", 2004.
 */
export const balancedRandomForest = defineClassifier({
  name,
  options: balancedRandomForestOptions,

  async learn(task, options, context) {
    let y: Labels<never> | undefined
    const { trees } = await growForest(
      task,
      {
        who: name,
        options,
        balanced: options.classWeight === 'balancedSubsample',
        drawTimes(rows, stream, within) {
          y ??= labelsOf(task, rows)
          return drawTimes(y, options, stream, within)
        },
      },
      context,
    )
    return encodeTrees(trees, task.classCount)
  },

  restore(encoded, classCount) {
    const trees = decodeTrees(encoded, classCount)
    return {
      /** The trees themselves. */
      trees,
      predict: (X: Matrix | SparseMatrix) => meanOfTrees(trees, X, classCount),
    }
  },
})

async function drawTimes(
  y: Labels<never>,
  options: Readonly<z.output<typeof balancedRandomForestOptions>>,
  stream: Random,
  context: Context,
): Promise<Float64Array> {
  const drawn = await drawBalanced(y, options, stream.fork('balance'), context)
  const again = options.bootstrap ? drawBootstrap(drawn.length, null, stream.fork('bootstrap')) : undefined
  const times = new Float64Array(y.codes.length)
  for (let at = 0; at < drawn.length; at++) times[drawn[at]!]! += again ? again[at]! : 1
  return times
}
