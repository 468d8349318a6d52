import { breathe, columnCountOf, type Matrix, pow, random, type SparseMatrix, z } from '../../core/index.ts'
import { decodeTrees, encodeTrees } from '../trees/encode-trees.ts'
import { addTree, inDenseBlocks, type Tree } from '../trees/tree.ts'
import { defineDetector } from './define-detector.ts'
import { DrawBuffer } from './draw-buffer.ts'
import { drawRows, roomOf, rowLine } from './draw-rows.ts'
import { growIsolationTree } from './grow-isolation-tree.ts'
import { averagePathLength } from './path-length.ts'
import { sampleCells } from './sample-cells.ts'
import { scoreRows } from './score-rows.ts'
import { weightedPercentile } from './weighted-percentile.ts'

const name = 'isolationForest'

const isolationForestOptions = z.strictObject({
  nEstimators: z.int().min(1).default(100).describe('how many trees are grown'),
  maxSamples: z
    .union([z.int().min(1), z.number().gt(0).lt(1)], { error: 'must be a number of rows from 1, or a share below 1' })
    .default(256)
    .describe('how many rows are drawn for a tree: a count (at most all rows), or a share of them'),
  maxFeatures: z
    .union([z.int().min(1), z.number().gt(0).lt(1)], {
      error: 'must be a number of columns from 1, a share below 1, or null for all',
    })
    .nullable()
    .default(null)
    .describe('how many columns are drawn for a tree: a count, a share of them, or null: all'),
  bootstrap: z.boolean().default(false).describe('whether the rows of a tree are drawn with replacement'),
  contamination: z
    .union([z.literal('auto'), z.number().gt(0).max(0.5)], { error: 'must be "auto", or a share from 0 to 0.5' })
    .default('auto')
    .describe('which share of the training rows the decision function calls anomalies; "auto": scores below −0.5'),
  seed: z.union([z.number(), z.string()]).default(0).describe('where all random draws start'),
})

/**
 * Finds rows that are easily set apart: trees ask for columns and thresholds drawn by chance, and a row that is alone
 * after few questions is strange. `scoreSamples` is −2^(−(mean length of the way) / (what is usual)), from −1 (strange)
 * towards 0; `decisionFunction` takes `offset` off, −0.5 or what `contamination` says. Columns need no scaling.
 *
 * For when the rare class is too small, or too varied, to be learned from. Not where there are enough labels (any
 * classifier that sees them is better: compare both), not for very wide sparse data such as TF-IDF, where chance seldom
 * finds a telling column, and not where anomalies lie between the rows of dense groups.
 *
 * Options, scores and quality are those of scikit-learn's `IsolationForest`, from another stream of random numbers. A
 * row of weight 3 is drawn as three rows would be.
 *
 * F. T. Liu, K. M. Ting, Z.-H. Zhou, "Isolation Forest", ICDM 2008.
 */
export const isolationForest = defineDetector({
  name,
  options: isolationForestOptions,

  async learn(task, options, context) {
    const { X, rows } = task
    const { nEstimators, maxSamples, maxFeatures, bootstrap, contamination, seed } = options
    const line = rowLine(task)
    const total = line.starts[rows.length]!
    const wanted = maxSamples < 1 ? Math.floor(maxSamples * total) : maxSamples
    const count = Math.max(1, Math.min(wanted, bootstrap ? Math.round(total) : total))
    const depthLimit = depthOf(Math.ceil(count))
    const stream = random(seed).fork(name)
    const trees: Tree[] = []
    for (let index = 0; index < nEstimators; index++) {
      const progress = { stage: 'grow trees', done: index, total: nEstimators }
      await breathe(context, progress)
      const own = stream.fork(index)
      const drawn = await drawRows(line, count, bootstrap, own.fork('rows'), context)
      const wantedColumns = drawColumns(X, maxFeatures, own.fork('columns'))
      const cells = await sampleCells(X, drawn.rows, wantedColumns, context)
      const draws = new DrawBuffer(own.fork('cuts'))
      trees.push(await growIsolationTree(cells, drawn.times, depthLimit, draws, context, progress))
    }
    const usual = averagePathLength(count)
    const scoreSamples = (block: Matrix | SparseMatrix) => scoresOf(trees, usual, block)
    const offset =
      contamination === 'auto'
        ? -0.5
        : await weightedPercentile(
            await scoreRows(scoreSamples, X, rows, context),
            roomOf(line),
            contamination,
            context,
          )
    return { trees: encodeTrees(trees, 1), usual, offset }
  },

  restore({ trees: encoded, usual, offset }) {
    const trees = decodeTrees(encoded, 1)
    return {
      /** The trees themselves; a leaf holds the length of the way to its rows. */
      trees,
      offset,
      scoreSamples: (X: Matrix | SparseMatrix) => scoresOf(trees, usual, X),
    }
  },
})

function scoresOf(trees: readonly Tree[], usual: number, X: Matrix | SparseMatrix): Float64Array {
  const scores = new Float64Array(X.rowCount)
  inDenseBlocks(X, (block, first) => {
    const lengths = scores.subarray(first)
    for (const tree of trees) addTree(tree, block, 1, 1, lengths)
  })
  // One row says nothing of what is usual.
  const denominator = trees.length * usual
  for (let row = 0; row < scores.length; row++) {
    scores[row] = -pow(2, denominator > 0 ? -scores[row]! / denominator : -1)
  }
  return scores
}

/** The logarithm to base 2 of at least 2 rows, rounded up. */
function depthOf(count: number): number {
  return 32 - Math.clz32(Math.max(2, count) - 1)
}

function drawColumns(
  X: Matrix | SparseMatrix,
  maxFeatures: number | null,
  stream: { choice(n: number, size: number, replace: boolean): Int32Array },
): Uint8Array | undefined {
  const width = columnCountOf(X)
  if (maxFeatures === null || maxFeatures >= width) return undefined
  const count = Math.max(1, maxFeatures < 1 ? Math.floor(maxFeatures * width) : maxFeatures)
  const wanted = new Uint8Array(width)
  for (const column of stream.choice(width, count, false)) wanted[column] = 1
  return wanted
}
