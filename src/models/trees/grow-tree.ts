import type { Context, Progress, Random } from '../../core/index.ts'
import { CutFinder } from './cut-finder.ts'
import { growBestFirst } from './grow-best-first.ts'
import type { Tree } from './tree.ts'
import type { Bag, TreeRules, TreeTask } from './tree-task.ts'
import { halfway, TreeWriter } from './tree-writer.ts'

/** Grows trees one after the other, in memory that is taken once. `capacity` is the most rows that a bag has. */
export class TreeGrower {
  readonly #task: TreeTask
  readonly #rules: TreeRules
  readonly #finder: CutFinder

  constructor(task: TreeTask, rules: TreeRules, capacity: number) {
    this.#task = task
    this.#rules = rules
    this.#finder = new CutFinder(task, rules, capacity)
  }

  /** Grows one tree on a bag, which it reorders. */
  grow(bag: Bag, random: Random, context: Context, progress: Progress): Promise<Tree> {
    const { maxLeafNodes } = this.#rules
    this.#finder.begin(bag, random)
    if (maxLeafNodes === null) return growDepthFirst(this.#finder, this.#task, bag.rows.length, context, progress)
    return growBestFirst(this.#finder, this.#task, bag.rows.length, maxLeafNodes, context, progress)
  }
}

/**
 * Nodes and draws go the way of scikit-learn's depth-first builder: columns found constant are not drawn again further
 * down.
 */
async function growDepthFirst(
  finder: CutFinder,
  { columns, classCount }: TreeTask,
  size: number,
  context: Context,
  progress: Progress,
): Promise<Tree> {
  const { search } = finder
  const { sums, cut } = search
  const written = new TreeWriter(classCount)
  const pending = [{ start: 0, end: size, depth: 0, known: 0, rightOf: -1 }]
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { start, end, rightOf } = next
    if (rightOf >= 0) written.placeRight(rightOf)
    const known = await finder.find(start, end, next.depth, next.known, context, progress)
    if (cut.feature < 0) {
      written.addLeaf(sums.byClass)
      continue
    }
    const values = columns.values[cut.feature]!
    const middle = search.divide(cut.feature, cut.below)
    const node = written.addSplit(cut.feature, halfway(values[cut.below]!, values[cut.above]!))
    const depth = next.depth + 1
    pending.push({ start: middle, end, depth, known, rightOf: node })
    pending.push({ start, end: middle, depth, known, rightOf: -1 })
  }
  return written.tree()
}
