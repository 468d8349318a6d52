import {
  decodeFloats,
  encodeFloats,
  type Matrix,
  OptionError,
  type Random,
  type SparseMatrix,
  z,
} from '../../core/index.ts'
import { defineClassifier } from '../define-classifier.ts'
import { decodeTrees, type EncodedTrees, encodeTrees } from './encode-trees.ts'
import { growForest } from './grow-forest.ts'
import type { OutOfBag } from './out-of-bag.ts'
import { addTree, inDenseBlocks, type Tree } from './tree.ts'
import { forestClassWeightOption, maxFeaturesOption, treeOptions } from './tree-options.ts'

const name = 'randomForest'

/** The options of `randomForest`. */
export const randomForestOptions = treeOptions.extend({
  nEstimators: z.int().min(1).default(100).describe('how many trees are grown'),
  maxFeatures: maxFeaturesOption.default('sqrt'),
  bootstrap: z.boolean().default(true).describe('whether each tree sees rows drawn with replacement, or all rows'),
  maxSamples: z
    .union([z.int().min(1), z.number().gt(0).lt(1)], {
      error: 'must be a number of rows from 1, a share below 1, or null',
    })
    .nullable()
    .default(null)
    .describe(
      'how many rows are drawn for a tree where `bootstrap` is on: a count, a share, or null: as many as there are',
    ),
  classWeight: forestClassWeightOption,
  oobScore: z
    .boolean()
    .default(false)
    .describe('whether each row is judged by the trees that did not draw it; needs `bootstrap`'),
})

/**
 * Many trees, each grown on rows drawn with replacement and choosing each split from columns drawn at random; the
 * probabilities are the mean of theirs. A strong default for tables, without scaling and with hardly any tuning.
 *
 * Not for very wide sparse data such as TF-IDF (use `logisticRegression`). Where the rare class has few rows most
 * trees see few of them: compare with `balancedRandomForest`, or set `classWeight`.
 *
 * Trees, draws and defaults are those of scikit-learn's `RandomForestClassifier`, but from another stream of random
 * numbers, so that forests are equal in quality and not tree by tree. Rows of weight 0 are never drawn.
 *
 * With `oobScore` every row of training is judged by the trees that did not draw it, an honest estimate without a part
 * set aside: `oobProbabilities`, `rows × classes` in the order of the classes that had rows, as `predictProba` would
 * give them, NaN for a row that every tree has drawn (use more trees); and `oobScore`, the share of rows whose likeliest
 * class is theirs, as scikit-learn's `oob_score_`. Where a class is rare that share says little: give the probabilities
 * to `averagePrecision`. Not for rows that were resampled before: copies of a row would judge one another. Both are saved
 * with the model. `OptionError` where `bootstrap` is off.
 *
 * L. Breiman, "Random Forests", Machine Learning 45, 2001.
 */
export const randomForest = defineClassifier({
  name,
  options: randomForestOptions,

  async learn(task, options, context) {
    const { bootstrap, maxSamples, classWeight, oobScore } = options
    if (oobScore && !bootstrap) {
      throw new OptionError(
        `${name}: \`oobScore\` needs trees that do not see all rows. Turn \`bootstrap\` on, or judge on a part of your own.`,
      )
    }
    const { trees, outOfBag } = await growForest(
      task,
      {
        who: name,
        options,
        balanced: classWeight === 'balancedSubsample',
        judged: oobScore,
        drawTimes: ({ length }, stream) =>
          bootstrap ? drawBootstrap(length, maxSamples, stream) : new Float64Array(length).fill(1),
      },
      context,
    )
    const encoded = encodeTrees(trees, task.classCount)
    return outOfBag ? { ...encoded, outOfBag: encodeOutOfBag(outOfBag) } : encoded
  },

  restore({ outOfBag, ...encoded }: ForestState, classCount) {
    const trees = decodeTrees(encoded, classCount)
    return {
      /** The trees themselves. */
      trees,
      /** What the trees that did not draw a row say of it; undefined without the option `oobScore`. */
      oobProbabilities: outOfBag && decodeFloats(outOfBag.probabilities),
      /** How many rows they are right about, as a share; undefined without the option `oobScore`. */
      oobScore: outOfBag && (outOfBag.score ?? NaN),
      predict: (X: Matrix | SparseMatrix) => meanOfTrees(trees, X, classCount),
    }
  },
})

interface ForestState extends EncodedTrees {
  readonly outOfBag?: { readonly probabilities: string; readonly score: number | null }
}

/** As plain JSON, which has no NaN. */
function encodeOutOfBag({ probabilities, score }: OutOfBag) {
  return { probabilities: encodeFloats(probabilities), score: Number.isNaN(score) ? null : score }
}

/** The mean of what the trees say about each row. */
export function meanOfTrees(trees: readonly Tree[], X: Matrix | SparseMatrix, classCount: number): Float64Array {
  const sums = new Float64Array(X.rowCount * classCount)
  inDenseBlocks(X, (block, first) => {
    const to = sums.subarray(first * classCount)
    for (const tree of trees) addTree(tree, block, classCount, 1, to)
  })
  for (let at = 0; at < sums.length; at++) sums[at] = sums[at]! / trees.length
  return sums
}

/** How often each row is drawn, as many draws as there are rows or as `maxSamples` says. */
export function drawBootstrap(count: number, maxSamples: number | null, stream: Random): Float64Array {
  const wanted = maxSamples === null ? count : maxSamples < 1 ? Math.round(maxSamples * count) : maxSamples
  const times = new Float64Array(count)
  for (const place of stream.choice(count, Math.max(1, Math.min(count, wanted)), true)) times[place]!++
  return times
}
