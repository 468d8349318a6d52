import { type Matrix, type Random, random, type SparseMatrix, z } from '../../core/index.ts'
import { type ClassificationTask, defineClassifier } from '../define-classifier.ts'
import { decodeTrees, encodeTrees } from './encode-trees.ts'
import { TreeGrower } from './grow-tree.ts'
import { rankColumns } from './ranked-columns.ts'
import { addTree, inDenseBlocks, type Tree } from './tree.ts'
import { maxFeaturesOption, treeOptions, treeRules } from './tree-options.ts'
import { type Bag, rowsWithWeight } from './tree-task.ts'

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
  classWeight: z
    .union([z.enum(['balanced', 'balancedSubsample']), z.record(z.string(), z.number().min(0))], {
      error: 'must be "balanced", "balancedSubsample", weights ≥ 0 by class name, or null',
    })
    .nullable()
    .default(null)
    .describe(
      'how much rows of each class count: "balanced", "balancedSubsample" (balanced anew among the rows drawn for each tree), or a number by class name',
    ),
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
    const columns = await rankColumns(name, task.X, context)
    const rows = rowsWithWeight(task)
    const grower = new TreeGrower({ ...task, columns }, treeRules(options, columns.columnCount), rows.length)
    const stream = random(options.seed).fork(name)
    const total = options.nEstimators
    const trees: Tree[] = []
    for (let index = 0; index < total; index++) {
      const own = stream.fork(index)
      const bag = drawBag(task, rows, options, own.fork('rows'))
      trees.push(await grower.grow(bag, own.fork('columns'), context, { stage: 'grow trees', done: index, total }))
    }
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

function drawBag(
  task: ClassificationTask,
  rows: Int32Array,
  { bootstrap, maxSamples, classWeight }: Readonly<z.output<typeof randomForestOptions>>,
  stream: Random,
): Bag {
  const count = rows.length
  const times = new Float64Array(count)
  if (bootstrap) {
    const drawn =
      maxSamples === null ? count : maxSamples < 1 ? Math.max(1, Math.round(maxSamples * count)) : maxSamples
    for (const place of stream.choice(count, Math.min(count, drawn), true)) times[place]!++
  } else times.fill(1)
  let size = 0
  for (let place = 0; place < count; place++) if (times[place]! > 0) size++
  const bag = { rows: new Int32Array(size), weights: new Float64Array(size) }
  const share = classWeight === 'balancedSubsample' ? balancedShares(task, rows, times) : undefined
  for (let place = 0, to = 0; place < count; place++) {
    if (times[place] === 0) continue
    const row = rows[place]!
    bag.rows[to] = row
    bag.weights[to++] = times[place]! * task.weights[row]! * (share ? share[task.codes[row]!]! : 1)
  }
  return bag
}

/** N / (K · n_c) over the rows drawn. */
function balancedShares(
  { codes, classCount }: ClassificationTask,
  rows: Int32Array,
  times: Float64Array,
): Float64Array {
  const sums = new Float64Array(classCount)
  let total = 0
  for (let place = 0; place < rows.length; place++) {
    sums[codes[rows[place]!]!]! += times[place]!
    total += times[place]!
  }
  const present = sums.reduce((found, sum) => found + (sum > 0 ? 1 : 0), 0)
  return sums.map((sum) => (sum > 0 ? total / (present * sum) : 0))
}
