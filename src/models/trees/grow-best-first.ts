import type { Context, Progress } from '../../core/index.ts'
import type { CutFinder } from './cut-finder.ts'
import type { Tree } from './tree.ts'
import type { TreeTask } from './tree-task.ts'
import { halfway, TreeWriter } from './tree-writer.ts'

/** A node whose cut, if it has one, is known, but not made yet. */
interface Bud {
  readonly start: number
  readonly end: number
  readonly depth: number
  readonly byClass: Float64Array
  readonly feature: number
  readonly below: number
  readonly threshold: number
  readonly decrease: number
  /** Undefined while it is a leaf. */
  children: readonly [left: Bud, right: Bud] | undefined
}

/**
 * Grows a tree of at most so many leaves, always making the cut that lowers the impurity most; of equal ones the
 * oldest. Nodes and draws go the way of scikit-learn's best-first builder.
 */
export async function growBestFirst(
  finder: CutFinder,
  { columns, classCount }: TreeTask,
  size: number,
  maxLeafNodes: number,
  context: Context,
  progress: Progress,
): Promise<Tree> {
  const { search } = finder
  async function bud(start: number, end: number, depth: number): Promise<Bud> {
    await finder.find(start, end, depth, 0, context, progress)
    const { feature, below, above } = search.cut
    const values = columns.values[feature]
    return {
      ...{ start, end, depth, feature, below },
      byClass: search.sums.byClass.slice(),
      threshold: values ? halfway(values[below]!, values[above]!) : NaN,
      decrease: finder.decrease(),
      children: undefined,
    }
  }
  const root = await bud(0, size, 0)
  const open = new BudHeap()
  open.push(root)
  for (let leaves = 1; leaves < maxLeafNodes; leaves++) {
    const next = open.pop()
    if (!next) break
    search.enter(next.start, next.end)
    const middle = search.divide(next.feature, next.below)
    const children = [
      await bud(next.start, middle, next.depth + 1),
      await bud(middle, next.end, next.depth + 1),
    ] as const
    next.children = children
    for (const child of children) open.push(child)
  }
  return inPreorder(root, classCount)
}

/** The buds that can be cut, the one whose cut is worth most on top. */
class BudHeap {
  readonly #buds: Bud[] = []
  readonly #ages: number[] = []
  #pushed = 0

  push(bud: Bud): void {
    if (bud.feature < 0) return
    let at = this.#buds.length
    this.#buds.push(bud)
    this.#ages.push(this.#pushed++)
    while (at > 0 && this.#isBefore(at, (at - 1) >> 1)) {
      this.#swap(at, (at - 1) >> 1)
      at = (at - 1) >> 1
    }
  }

  pop(): Bud | undefined {
    const last = this.#buds.length - 1
    if (last < 0) return undefined
    this.#swap(0, last)
    this.#ages.pop()
    const top = this.#buds.pop()
    for (let at = 0; ; ) {
      let first = at
      for (const child of [2 * at + 1, 2 * at + 2]) if (child < last && this.#isBefore(child, first)) first = child
      if (first === at) return top
      this.#swap(at, first)
      at = first
    }
  }

  #isBefore(a: number, b: number): boolean {
    const more = this.#buds[a]!.decrease - this.#buds[b]!.decrease
    return more > 0 || (more === 0 && this.#ages[a]! < this.#ages[b]!)
  }

  #swap(a: number, b: number): void {
    const bud = this.#buds[a]!
    const age = this.#ages[a]!
    this.#buds[a] = this.#buds[b]!
    this.#ages[a] = this.#ages[b]!
    this.#buds[b] = bud
    this.#ages[b] = age
  }
}

function inPreorder(root: Bud, classCount: number): Tree {
  const written = new TreeWriter(classCount)
  const pending = [{ bud: root, rightOf: -1 }]
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { bud, rightOf } = next
    if (rightOf >= 0) written.placeRight(rightOf)
    if (!bud.children) written.addLeaf(bud.byClass)
    else {
      const node = written.addSplit(bud.feature, bud.threshold)
      pending.push({ bud: bud.children[1], rightOf: node }, { bud: bud.children[0], rightOf: -1 })
    }
  }
  return written.tree()
}
