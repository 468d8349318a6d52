import { breathe, type Context, type Random, random, type z } from '../../core/index.ts'
import type { ClassificationTask } from '../define-classifier.ts'
import { type BagGrower, bagGrower, columnCountOf } from './bag-grower.ts'
import type { Tree } from './tree.ts'
import { type treeOptions, treeRules } from './tree-options.ts'
import { type Bag, rowsWithWeight } from './tree-task.ts'

/** How a forest is grown. */
export interface ForestPlan {
  /** The name in errors and of the stream of random numbers. */
  readonly who: string
  readonly options: Readonly<z.output<typeof treeOptions>> & { readonly nEstimators: number }
  /** Draws the rows of one tree: how often each of `rows` (all that have weight, class by class) is in it. */
  drawTimes(rows: Int32Array, stream: Random, context: Context): Float64Array | Promise<Float64Array>
  /** Whether the classes are balanced anew among the rows drawn for each tree. */
  readonly balanced: boolean
}

/** Grows trees on rows drawn for each; every column is sorted once for all of them. */
export async function growForest(task: ClassificationTask, plan: ForestPlan, context: Context): Promise<Tree[]> {
  const { who, options, balanced } = plan
  await breathe(context)
  const rows = rowsWithWeight(task)
  await breathe(context)
  const rules = treeRules(options, columnCountOf(task.X))
  const stream = random(options.seed).fork(who)
  const total = options.nEstimators
  const trees: Tree[] = []
  let grower: BagGrower | undefined
  for (let index = 0; index < total; index++) {
    const own = stream.fork(index)
    const bag = bagOf(task, rows, await plan.drawTimes(rows, own.fork('rows'), context), balanced)
    grower ??= await bagGrower(who, task, rules, total, rows.length, bag.rows.length, context)
    trees.push(await grower.grow(bag, own.fork('columns'), context, { stage: 'grow trees', done: index, total }))
  }
  return trees
}

function bagOf(task: ClassificationTask, rows: Int32Array, times: Float64Array, balanced: boolean): Bag {
  let size = 0
  for (let place = 0; place < rows.length; place++) if (times[place]! > 0) size++
  const bag = { rows: new Int32Array(size), weights: new Float64Array(size) }
  const share = balanced ? balancedShares(task, rows, times) : undefined
  for (let place = 0, to = 0; place < rows.length; place++) {
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
