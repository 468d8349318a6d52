import type { Context, Random } from '../../core/index.ts'
import { fastForest, type RankTree } from '../../kernels/index.ts'
import type { ClassificationTask } from '../define-classifier.ts'
import { columnSeeds } from './column-draws.ts'
import type { RankedColumns } from './ranked-columns.ts'
import type { Tree } from './tree.ts'
import type { TreeRules } from './tree-task.ts'
import { halfway, TreeWriter } from './tree-writer.ts'

/** What a tree gets to see of the rows that have weight, class by class. */
export interface TreeSight {
  /** How often each of them is in it. */
  readonly times: Float64Array
  /** By class: what their weights are multiplied by. */
  readonly shares: Float64Array
  /** Where its columns are drawn from. */
  readonly stream: Random
}

/** Grows trees, some at once. */
export interface ForestGrower {
  /** How many sights are best given at once. */
  readonly batch: number
  /** `done` of `total` trees were grown before. */
  grow(sights: readonly TreeSight[], done: number, total: number, context: Context): Promise<Tree[]>
}

/** Below so many cells the plain way is through before memory has been taken. */
const worthKernel = 2 ** 14

/**
 * Grows trees in WebAssembly, on all threads where there are many rows: the very trees of `TreeGrower`. Undefined where
 * that cannot be had.
 */
export async function growTogether(
  { codes, classCount, weights }: ClassificationTask,
  columns: RankedColumns,
  rows: Int32Array,
  rules: TreeRules,
  total: number,
  context: Context,
): Promise<ForestGrower | undefined> {
  // The logarithm of entropy is at home in plain TypeScript alone, and so is growing best first.
  if (rules.criterion !== 'gini' || rules.maxLeafNodes !== null) return undefined
  if (total * rows.length * columns.columnCount < worthKernel) return undefined
  const distinct = Int32Array.from(columns.values, ({ length }) => length)
  const ofRows = Float64Array.from(rows, (row) => weights[row]!)
  const field = { ranks: columns.ranks, distinct, codes, classCount, rows, weights: ofRows }
  const kernel = await fastForest(field, rules, total, context)
  if (!kernel) return undefined
  // Their ranks stand in the memory of the kernel now; only the values are kept beside them.
  const { values } = columns
  return {
    batch: kernel.batch,
    async grow(sights, done, of, within) {
      const orders = sights.map(({ times, shares, stream }) => ({ times, shares, seeds: columnSeeds(stream) }))
      return (await kernel.grow(orders, done, of, within)).map((tree) => withValues(tree, values, classCount))
    },
  }
}

/** Ranks become thresholds, weights of leaves become shares. */
function withValues(tree: RankTree, values: readonly Float64Array[], classCount: number): Tree {
  const { features, belows, aboves, rights, leaves } = tree
  const written = new TreeWriter(classCount)
  for (let node = 0; node < features.length; node++) {
    const feature = features[node]!
    if (feature < 0) written.addLeaf(leaves, (-1 - feature) * classCount)
    else {
      const own = values[feature]!
      written.addSplit(feature, halfway(own[belows[node]!]!, own[aboves[node]!]!), rights[node]!)
    }
  }
  return written.tree()
}
