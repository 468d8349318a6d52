import { breathe, type Context, type Random } from '../../core/index.ts'
import { binStarts } from '../../kernels/index.ts'
import type { Loss, LossTarget } from '../../losses/index.ts'
import type { ClassificationTask } from '../define-classifier.ts'
import { type BinnedTask, binTask } from './bin-task.ts'
import type { BinnedColumn } from './binned-column.ts'
import type { HistGradientBoostingOptions } from './boosting-options.ts'
import { growTree, type Soil, type TreeNode, type TreeRules } from './grow-tree.ts'
import { isStuck } from './is-stuck.ts'
import { juryOf } from './jury.ts'
import { priorScores } from './prior-scores.ts'
import { scoreRound } from './score-round.ts'

/** The rows that are learned from, and those that tell when to stop: undefined for never, the same for both. */
export interface BoostingRows {
  readonly learn: Int32Array
  readonly judge: Int32Array | undefined
}

/** What boosting has found. */
export interface Boosted {
  /** In order, one a score in each round. */
  readonly trees: readonly (readonly TreeNode[])[]
  readonly columns: readonly BinnedColumn[]
  /** What the scores begin with. */
  readonly baseline: Float64Array
  /** How good the model was before the first round and after each; empty where nobody judged. */
  readonly scores: readonly number[]
}

/** So many rows get their gradients between two breaths. */
const block = 1 << 16

/** Adds trees, each a Newton step down the loss, until there are enough or the judged scores no longer improve. */
export async function boost(
  task: ClassificationTask,
  { learn, judge }: BoostingRows,
  loss: Loss,
  options: HistGradientBoostingOptions,
  random: Random,
  context: Context,
): Promise<Boosted> {
  const { learningRate, maxIter, scoring } = options
  await breathe(context)
  const target = targetOf(task, learn)
  await breathe(context)
  const width = loss.scoresPerRow(task.classCount)
  const binned = await binTask(task.X, learn, target.weights, options.maxBins, random.fork('bins'), context)
  const { columns, histograms } = binned
  const baseline = priorScores(loss, sizesOf(target))
  const soil = soilOf(binned, learn.length, options.maxFeatures, random.fork('columns'))
  const rules = rulesOf(options)
  const gentle = loss.damped ?? loss
  const scores = repeat(baseline, learn.length)
  const gradient = new Float64Array(scores.length)
  const curvature = new Float64Array(scores.length)
  const trees: TreeNode[][] = []
  const jury =
    judge && judge !== learn
      ? await juryOf(task.X, judge, targetOf(task, judge), columns, repeat(baseline, judge.length), context)
      : undefined
  const score = () => (jury ? jury.score(loss, scoring) : scoreRound(scoring, loss, target, scores))
  const judged = judge ? [score()] : []

  for (let round = 0; round < maxIter; round++) {
    context.onProgress?.({ stage: 'boost', done: round, total: maxIter })
    for (let from = 0; from < learn.length; from += block) {
      await breathe(context)
      gentle.evaluate(target, scores, gradient, curvature, from, Math.min(learn.length, from + block))
    }
    for (let k = 0; k < width; k++) {
      await breathe(context)
      fillPairs(histograms.pairs, gradient, curvature, width, k)
      await breathe(context)
      const tree = await growTree(soil, rules, context)
      await breathe(context)
      addToScores(tree, histograms.rows, learningRate, scores, width, k)
      jury?.hear(tree, learningRate, width, k)
      trees.push(tree)
    }
    if (!judge) continue
    judged.push(score())
    if (isStuck(judged, options.nIterNoChange, options.tol)) break
  }
  context.onProgress?.({ stage: 'boost', done: maxIter, total: maxIter })
  return { trees, columns, baseline, scores: judged }
}

function targetOf({ codes, weights, classCount }: ClassificationTask, rows: Int32Array): LossTarget {
  return { codes: rows.map((row) => codes[row]!), weights: Float64Array.from(rows, (row) => weights[row]!), classCount }
}

/** The sum of the weights of each class. */
export function sizesOf({ codes, weights, classCount }: LossTarget): Float64Array {
  const sizes = new Float64Array(classCount)
  for (let row = 0; row < codes.length; row++) sizes[codes[row]!]! += weights[row]!
  return sizes
}

function soilOf({ columns, histograms }: BinnedTask, rowCount: number, maxFeatures: number, random: Random): Soil {
  const firstBins = binStarts(Int32Array.from(columns, ({ binCount }) => binCount + 1))
  const all = Int32Array.from(columns.keys())
  const count = Math.max(1, Math.ceil(maxFeatures * columns.length))
  const drawColumns = () => (maxFeatures === 1 ? all : random.permutation(columns.length).slice(0, count).sort())
  return { histograms, columns, firstBins, rowCount, drawColumns }
}

function rulesOf({ maxLeafNodes, maxDepth, ...rest }: HistGradientBoostingOptions): TreeRules {
  const { minSamplesLeaf, l2Regularization } = rest
  return { minSamplesLeaf, l2Regularization, maxLeafNodes: maxLeafNodes ?? Infinity, maxDepth: maxDepth ?? Infinity }
}

function repeat(row: Float64Array, count: number): Float64Array {
  const all = new Float64Array(row.length * count)
  for (let at = 0; at < count; at++) all.set(row, at * row.length)
  return all
}

function fillPairs(pairs: Float32Array, gradient: Float64Array, curvature: Float64Array, width: number, k: number) {
  const rowCount = pairs.length >> 1
  for (let row = 0; row < rowCount; row++) {
    pairs[row * 2] = gradient[row * width + k]!
    pairs[row * 2 + 1] = curvature[row * width + k]!
  }
}

function addToScores(
  tree: readonly TreeNode[],
  rows: Int32Array,
  learningRate: number,
  scores: Float64Array,
  width: number,
  k: number,
): void {
  for (const { split, from, to, value } of tree) {
    if (split) continue
    const step = value * learningRate
    for (let at = from; at < to; at++) {
      const place = rows[at]! * width + k
      scores[place] = scores[place]! + step
    }
  }
}
