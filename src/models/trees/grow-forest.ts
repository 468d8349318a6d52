import { breathe, type Context, columnCountOf, type Random, random, type z } from '../../core/index.ts'
import type { ClassificationTask } from '../define-classifier.ts'
import { type BagGrower, eachBagAlone, paysToRankAll } from './bag-grower.ts'
import { type ForestGrower, growTogether, type TreeSight } from './grow-together.ts'
import { TreeGrower } from './grow-tree.ts'
import { type OutOfBag, type OutOfBagTally, outOfBagJudge } from './out-of-bag.ts'
import { pruneTree } from './prune-tree.ts'
import { rankColumns } from './ranked-columns.ts'
import type { Tree } from './tree.ts'
import { type treeOptions, treeRules } from './tree-options.ts'
import { type Bag, rowsWithWeight, type TreeRules } from './tree-task.ts'

/** How a forest is grown. */
export interface ForestPlan {
  /** The name in errors and of the stream of random numbers. */
  readonly who: string
  readonly options: Readonly<z.output<typeof treeOptions>> & { readonly nEstimators: number }
  /** Draws the rows of one tree: how often each of `rows` (all that have weight, class by class) is in it. */
  drawTimes(rows: Int32Array, stream: Random, context: Context): Float64Array | Promise<Float64Array>
  /** Whether the classes are balanced anew among the rows drawn for each tree. */
  readonly balanced: boolean
  /** Whether each row is judged by the trees that do not see it. */
  readonly judged?: boolean
  /** Trees that were grown before, which come first and are counted among `nEstimators`, and what they said if judged. */
  readonly before?: { readonly trees: readonly Tree[]; readonly outOfBag?: OutOfBagTally | undefined } | undefined
}

/** What has been grown; `outOfBag` where the plan asked for it. */
export interface GrownForest {
  readonly trees: readonly Tree[]
  readonly outOfBag: OutOfBag | undefined
}

/** Grows trees on rows drawn for each. */
export async function growForest(task: ClassificationTask, plan: ForestPlan, context: Context): Promise<GrownForest> {
  const { who, options } = plan
  await breathe(context)
  const rows = rowsWithWeight(task)
  await breathe(context)
  const stream = random(options.seed).fork(who)
  const total = options.nEstimators
  const draw = async (index: number): Promise<TreeSight> => {
    const own = stream.fork(index)
    const times = await plan.drawTimes(rows, own.fork('rows'), context)
    return { times, shares: sharesOf(task, rows, times, plan.balanced), stream: own.fork('columns') }
  }
  const trees: Tree[] = [...(plan.before?.trees ?? [])]
  const begun = trees.length
  const first = await draw(begun)
  const drawn = first.times.reduce((sum, often) => sum + often, 0)
  const rules = treeRules(options, columnCountOf(task.X), drawn)
  const grower = await growerFor(task, rows, rules, total, first, who, context)
  const judge = plan.judged ? outOfBagJudge(task, rows, plan.before?.outOfBag) : undefined
  for (let index = begun; index < total; ) {
    const sights: TreeSight[] = []
    for (; index < total && sights.length < grower.batch; index++) {
      await breathe(context)
      sights.push(index === begun ? first : await draw(index))
    }
    const grown = await grower.grow(sights, trees.length, total, context)
    if (options.ccpAlpha > 0) {
      for (const [at, sight] of sights.entries()) {
        const bag = bagOf(task, rows, sight)
        grown[at] = await pruneTree(grown[at]!, bag, task, options.criterion, options.ccpAlpha, context)
      }
    }
    await judge?.hear(grown, sights, context)
    trees.push(...grown)
  }
  return { trees, outOfBag: judge?.result() }
}

async function growerFor(
  task: ClassificationTask,
  rows: Int32Array,
  rules: TreeRules,
  total: number,
  { times }: TreeSight,
  who: string,
  context: Context,
): Promise<ForestGrower> {
  const size = times.reduce((sum, often) => sum + (often > 0 ? 1 : 0), 0)
  if (!paysToRankAll(task, total, size)) return oneByOne(task, rows, eachBagAlone(who, task, rules))
  const columns = await rankColumns(who, task.X, context)
  const together = await growTogether(task, columns, rows, rules, total, context)
  return together ?? oneByOne(task, rows, new TreeGrower({ ...task, columns }, rules, rows.length))
}

/** The plain way, which every machine can go. */
export function oneByOne(task: ClassificationTask, rows: Int32Array, grower: BagGrower): ForestGrower {
  return {
    batch: 1,
    async grow(sights, done, total, context) {
      const trees: Tree[] = []
      for (const [at, sight] of sights.entries()) {
        const progress = { stage: 'grow trees', done: done + at, total }
        trees.push(await grower.grow(bagOf(task, rows, sight), sight.stream, context, progress))
      }
      return trees
    },
  }
}

function bagOf(task: ClassificationTask, rows: Int32Array, { times, shares }: TreeSight): Bag {
  let size = 0
  for (let place = 0; place < rows.length; place++) if (times[place]! > 0) size++
  const bag = { rows: new Int32Array(size), weights: new Float64Array(size) }
  for (let place = 0, to = 0; place < rows.length; place++) {
    if (times[place] === 0) continue
    const row = rows[place]!
    bag.rows[to] = row
    bag.weights[to++] = times[place]! * task.weights[row]! * shares[task.codes[row]!]!
  }
  return bag
}

/** By class: 1, or N / (K · n_c) over the rows drawn. */
function sharesOf(
  { codes, classCount }: ClassificationTask,
  rows: Int32Array,
  times: Float64Array,
  balanced: boolean,
): Float64Array {
  const sums = new Float64Array(classCount)
  if (!balanced) return sums.fill(1)
  let total = 0
  for (let place = 0; place < rows.length; place++) {
    sums[codes[rows[place]!]!]! += times[place]!
    total += times[place]!
  }
  const present = sums.reduce((found, sum) => found + (sum > 0 ? 1 : 0), 0)
  return sums.map((sum) => (sum > 0 ? total / (present * sum) : 0))
}
