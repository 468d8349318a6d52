import { type Matrix, type Random, type SparseMatrix, z } from '../../core/index.ts'
import { defineClassifier } from '../define-classifier.ts'
import { decodeTrees, encodeTrees } from './encode-trees.ts'
import { growForest } from './grow-forest.ts'
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
 * L. Breiman, "Random Forests", Machine Learning 45, 2001.
 */
export const randomForest = defineClassifier({
  name,
  options: randomForestOptions,

  async learn(task, options, context) {
    const { bootstrap, maxSamples, classWeight } = options
    const trees = await growForest(
      task,
      {
        who: name,
        options,
        balanced: classWeight === 'balancedSubsample',
        drawTimes: ({ length }, stream) =>
          bootstrap ? drawBootstrap(length, maxSamples, stream) : new Float64Array(length).fill(1),
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
