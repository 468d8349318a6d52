import { breathe, type Context, columnCountOf, log, pow, type Random, within } from '../../core/index.ts'
import type { ClassificationTask } from '../define-classifier.ts'
import { allRanked, type BagGrower, eachBagAlone, paysToRankAll } from './bag-grower.ts'
import { addTree, type DenseRows, denseBlocks, type Tree } from './tree.ts'
import type { TreeRules } from './tree-task.ts'
import { rowsWithWeight } from './tree-task.ts'

/** How trees are boosted. */
export interface BoostingPlan {
  readonly who: string
  readonly nEstimators: number
  readonly learningRate: number
  readonly maxDepth: number
  readonly random: Random
  /**
   * Which of `rows` (all that have weight, class by class) the next tree is grown on, as often as it says; default:
   * each once.
   */
  drawTimes?(rows: Int32Array, stream: Random, context: Context): Promise<Float64Array>
}

/** Trees and how much each has to say. */
export interface BoostedTrees {
  readonly trees: readonly Tree[]
  readonly says: Float64Array
}

/**
 * Grows small trees one after the other, each on weights that are higher where those before it were wrong: SAMME.
 * A tree that is wrong nowhere ends the work; one that is no better than chance is thrown away and ends it too.
 *
 * J. Zhu et al., "Multi-class AdaBoost", Statistics and Its Interface 2, 2009.
 */
export async function boostTrees(
  task: ClassificationTask,
  plan: BoostingPlan,
  context: Context,
): Promise<BoostedTrees> {
  const { who, nEstimators, learningRate, random } = plan
  const { classCount, codes } = task
  const rows = rowsWithWeight(task)
  const rules: TreeRules = {
    criterion: 'gini',
    maxDepth: plan.maxDepth,
    maxLeafNodes: null,
    minSamplesSplit: 2,
    minSamplesLeaf: 1,
    minImpurityDecrease: 0,
    columnsPerSplit: columnCountOf(task.X),
  }
  let grower: BagGrower | undefined
  const weights = normalized(task.weights)
  const trees: Tree[] = []
  const says: number[] = []
  for (let index = 0; index < nEstimators; index++) {
    const stream = random.fork(index)
    const times = plan.drawTimes ? await plan.drawTimes(rows, stream.fork('rows'), within(context, 'draw')) : undefined
    const progress = { stage: 'boost', done: index, total: nEstimators }
    const bag = weightedBag(rows, weights, times)
    grower ??= paysToRankAll(task, nEstimators, bag.rows.length)
      ? await allRanked(who, task, rules, rows.length, context)
      : eachBagAlone(who, task, rules)
    const tree = await grower.grow(bag, stream.fork('columns'), context, progress)
    const wrong = await mistakes(tree, task, context)
    let error = 0
    for (let row = 0; row < codes.length; row++) error += wrong[row]! * weights[row]!
    if (error >= 1 - 1 / classCount) break
    trees.push(tree)
    if (error <= 0) {
      says.push(1)
      break
    }
    const say = learningRate * (log((1 - error) / error) + log(classCount - 1))
    says.push(say)
    const factor = pow((1 - error) / error, learningRate) * pow(classCount - 1, learningRate)
    for (let row = 0; row < codes.length; row++) if (wrong[row] === 1) weights[row] = weights[row]! * factor
    if (!(normalize(weights) > 0)) break
  }
  return { trees, says: Float64Array.from(says) }
}

function weightedBag(rows: Int32Array, weights: Float64Array, times: Float64Array | undefined) {
  const kept = times
    ? rows.filter((row, place) => times[place]! > 0 && weights[row]! > 0)
    : rows.filter((row) => weights[row]! > 0)
  const bag = { rows: kept, weights: Float64Array.from(kept, (row) => weights[row]!) }
  if (times) {
    let to = 0
    for (let place = 0; place < rows.length; place++) {
      if (times[place]! > 0 && weights[rows[place]!]! > 0) bag.weights[to++]! *= times[place]!
    }
  }
  return bag
}

/** 1 for each row whose class is not the likeliest in its leaf. */
async function mistakes(
  tree: Tree,
  { X, codes, classCount }: ClassificationTask,
  context: Context,
): Promise<Uint8Array> {
  const wrong = new Uint8Array(codes.length)
  for (const [block, first] of denseBlocks(X)) {
    await breathe(context)
    markMistakes(tree, block, first, codes, classCount, wrong)
  }
  return wrong
}

function markMistakes(
  tree: Tree,
  block: DenseRows,
  first: number,
  codes: Int32Array,
  classCount: number,
  wrong: Uint8Array,
): void {
  const said = new Float64Array(block.rowCount * classCount)
  addTree(tree, block, classCount, 1, said)
  for (let row = 0; row < block.rowCount; row++) {
    if (likeliest(said, row * classCount, classCount) !== codes[first + row]) wrong[first + row] = 1
  }
}

/** The first of the classes that have the highest number. */
export function likeliest(numbers: Float64Array, start: number, classCount: number): number {
  let best = 0
  for (let k = 1; k < classCount; k++) if (numbers[start + k]! > numbers[start + best]!) best = k
  return best
}

function normalized(weights: Float64Array): Float64Array {
  const result = weights.slice()
  normalize(result)
  return result
}

function normalize(weights: Float64Array): number {
  let total = 0
  for (let row = 0; row < weights.length; row++) total += weights[row]!
  for (let row = 0; row < weights.length; row++) weights[row] = weights[row]! / total
  return total
}
