import { breathe, type Context, type Progress, type Random } from '../../core/index.ts'
import { ColumnDraws, columnSeeds } from './column-draws.ts'
import { SplitSearch } from './split-search.ts'
import type { Bag, TreeRules, TreeTask } from './tree-task.ts'
import { isMixed } from './tree-writer.ts'

/** So many cells between two breaths take some milliseconds. */
const breath = 200_000
/** What scikit-learn calls no impurity. */
const epsilon = 2.220446049250313e-16

/** Finds the cut of one node of a tree after the other, among columns drawn at random. */
export class CutFinder {
  /** The node at work: its sums and its cut, whose feature is −1 where it is to be a leaf. */
  readonly search: SplitSearch
  readonly #rules: TreeRules
  readonly #features: Int32Array
  readonly #constants: Int32Array
  #draws = new ColumnDraws(Uint32Array.of(1, 0, 0, 0))
  #whole = 0
  #work = 0

  /** `capacity` is the most rows that a bag has. */
  constructor(task: TreeTask, rules: TreeRules, capacity: number) {
    this.#rules = rules
    this.search = new SplitSearch(task, rules, capacity)
    const { columnCount } = task.columns
    this.#features = Int32Array.from({ length: columnCount }, (_, j) => j)
    this.#constants = new Int32Array(columnCount)
  }

  /** Turns to a new tree. The rows of its bag are reordered from here on. */
  begin(bag: Bag, random: Random): void {
    this.search.load(bag)
    for (let j = 0; j < this.#features.length; j++) this.#features[j] = j
    this.#draws = new ColumnDraws(columnSeeds(random))
    this.#whole = 0
  }

  /**
   * Turns to the node that holds the rows from `start` to `end`; the root comes first. Of the columns that are constant
   * in it `known` are known. Returns of how many that is known now.
   */
  async find(
    start: number,
    end: number,
    depth: number,
    known: number,
    context: Context,
    progress: Progress,
  ): Promise<number> {
    const { maxDepth, minSamplesSplit, minSamplesLeaf, minImpurityDecrease } = this.#rules
    const { search } = this
    search.enter(start, end)
    const { sums, cut } = search
    if (this.#whole === 0) this.#whole = sums.total
    const small = sums.size < minSamplesSplit || sums.size < 2 * minSamplesLeaf
    const deep = maxDepth !== null && depth >= maxDepth
    if (small || deep || !isMixed(sums.byClass)) return known
    const constants = await this.#findCut(known, context, progress)
    if (cut.feature >= 0 && this.decrease() + epsilon < minImpurityDecrease) cut.feature = -1
    return constants
  }

  /** By how much the cut lowers the impurity, weighted by the share of the node in the tree. */
  decrease(): number {
    const { cut, sums } = this.search
    if (this.#rules.criterion === 'gini') return cut.score / sums.total / this.#whole
    return cut.score / Math.LN2 / this.#whole
  }

  /** Looks at columns drawn at random until enough have been seen, at least one that is not constant. */
  async #findCut(known: number, context: Context, progress: Progress): Promise<number> {
    const features = this.#features
    const held = this.#constants
    const { search } = this
    const draws = this.#draws
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
}

function swap(values: Int32Array, a: number, b: number): void {
  const held = values[a]!
  values[a] = values[b]!
  values[b] = held
}
