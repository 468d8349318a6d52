import { breathe, type Context, type Progress, type Random } from '../../core/index.ts'
import { ColumnDraws, columnSeeds } from './column-draws.ts'
import { SplitSearch } from './split-search.ts'
import type { Tree } from './tree.ts'
import type { Bag, TreeRules, TreeTask } from './tree-task.ts'
import { halfway, isMixed, TreeWriter } from './tree-writer.ts'

/** So many cells between two breaths take some milliseconds. */
const breath = 200_000
/** What scikit-learn calls no impurity. */
const epsilon = 2.220446049250313e-16

/** Grows trees one after the other, in memory that is taken once. `capacity` is the most rows that a bag has. */
export class TreeGrower {
  readonly #task: TreeTask
  readonly #rules: TreeRules
  readonly #search: SplitSearch
  readonly #features: Int32Array
  readonly #constants: Int32Array
  #work = 0

  constructor(task: TreeTask, rules: TreeRules, capacity: number) {
    this.#task = task
    this.#rules = rules
    this.#search = new SplitSearch(task, rules, capacity)
    const { columnCount } = task.columns
    this.#features = Int32Array.from({ length: columnCount }, (_, j) => j)
    this.#constants = new Int32Array(columnCount)
  }

  /**
   * Grows one tree on a bag, which it reorders. Nodes and draws go the way of scikit-learn's depth-first builder:
   * columns found constant are not drawn again further down.
   */
  async grow(bag: Bag, random: Random, context: Context, progress: Progress): Promise<Tree> {
    const { classCount, columns } = this.#task
    const { maxDepth, minSamplesSplit, minSamplesLeaf, minImpurityDecrease } = this.#rules
    const search = this.#search
    const { sums, cut } = search
    search.load(bag)
    for (let j = 0; j < this.#features.length; j++) this.#features[j] = j
    const draws = new ColumnDraws(columnSeeds(random))
    const written = new TreeWriter(classCount)
    const pending = [{ start: 0, end: bag.rows.length, depth: 0, constants: 0, rightOf: -1 }]
    let whole = 0
    for (let next = pending.pop(); next; next = pending.pop()) {
      search.enter(next.start, next.end)
      if (next.depth === 0) whole = sums.total
      if (next.rightOf >= 0) written.placeRight(next.rightOf)
      let constants = next.constants
      const small = sums.size < minSamplesSplit || sums.size < 2 * minSamplesLeaf
      const deep = maxDepth !== null && next.depth >= maxDepth
      if (!small && !deep && isMixed(sums.byClass)) constants = await this.#findCut(draws, constants, context, progress)
      const decrease = this.#decrease(cut.score, sums.total, whole)
      if (cut.feature < 0 || decrease + epsilon < minImpurityDecrease) {
        written.addLeaf(sums.byClass)
        continue
      }
      const values = columns.values[cut.feature]!
      const middle = search.divide(cut.feature, cut.below)
      const node = written.addSplit(cut.feature, halfway(values[cut.below]!, values[cut.above]!))
      const depth = next.depth + 1
      pending.push({ start: middle, end: next.end, depth, constants, rightOf: node })
      pending.push({ start: next.start, end: middle, depth, constants, rightOf: -1 })
    }
    return written.tree()
  }

  /** Looks at columns drawn at random until enough have been seen, at least one that is not constant. */
  async #findCut(draws: ColumnDraws, known: number, context: Context, progress: Progress): Promise<number> {
    const features = this.#features
    const held = this.#constants
    const search = this.#search
    const { columnsPerSplit } = this.#rules
    let open = features.length
    let visited = 0
    let found = 0
    let drawn = 0
    let total = known
    while (open > total && (visited < columnsPerSplit || visited <= found + drawn)) {
      visited++
      let place = draws.between(drawn, open - found)
      if (place < known) {
        swap(features, place, drawn++)
        continue
      }
      place += found
      this.#work += search.sums.size
      if (this.#work > breath) {
        this.#work = 0
        await breathe(context, progress)
      }
      if (search.look(features[place]!)) swap(features, --open, place)
      else {
        swap(features, place, total)
        found++
        total++
      }
    }
    // What was known to be constant stands in the same order for the other nodes; what was found comes behind.
    for (let j = 0; j < known; j++) features[j] = held[j]!
    for (let j = known; j < known + found; j++) held[j] = features[j]!
    return total
  }

  #decrease(score: number, total: number, whole: number): number {
    if (this.#rules.criterion === 'gini') return score / total / whole
    return score / Math.LN2 / whole
  }
}

function swap(values: Int32Array, a: number, b: number): void {
  const held = values[a]!
  values[a] = values[b]!
  values[b] = held
}
