import { type Bins, type Cut, entropyCut, giniCut, giniCutOfTwo, type NodeSums } from './best-cut.ts'
import { markBytes, markIntegers, readBytes, readIntegers } from './read-ranks.ts'
import { RankSorter } from './sort-ranks.ts'
import type { Bag, TreeRules, TreeTask } from './tree-task.ts'

/** Below so many bins a histogram stays in the nearest cache. */
const smallRange = 2048

/**
 * Finds the best cut of a node. The rows of a node lie together, class by class, and a split keeps that order.
 *
 * A column is put in bins in one of three ways, all exact: one bin a rank where ranks are few; by sorting; or, where
 * one of two classes is rare, bins at and between the values of the rare class only, since the best cut lies beside
 * one of them (U. M. Fayyad and K. B. Irani, "On the handling of continuous-valued attributes in decision tree
 * generation", Machine Learning 8, 1992). The last is what makes trees on imbalanced data cheap.
 */
export class SplitSearch {
  readonly cut: Cut = { feature: -1, below: 0, above: 0, score: -1 }
  readonly sums: NodeSums
  readonly #task: TreeTask
  readonly #rules: TreeRules
  #rows: Int32Array = new Int32Array(0)
  #weights: Float64Array = new Float64Array(0)
  /** Where the rows of each class of the node begin; then the end of the node. */
  readonly #bounds: Int32Array
  readonly #ranks: Int32Array
  readonly #places: Int32Array
  readonly #heldRows: Int32Array
  readonly #heldWeights: Float64Array
  readonly #identity: Int32Array
  readonly #lows: Int32Array
  readonly #highs: Int32Array
  readonly #left: Float64Array
  readonly #bins: Bins
  readonly #sorter: RankSorter
  readonly #table = new Int32Array(4097)
  readonly #range = new Int32Array(2)
  #start = 0
  #least = 0
  #most = 0

  /** `capacity` is the most rows that a bag has. */
  constructor(task: TreeTask, rules: TreeRules, capacity: number) {
    this.#task = task
    this.#rules = rules
    const { classCount } = task
    this.sums = { byClass: new Float64Array(classCount), total: 0, size: 0 }
    this.#bounds = new Int32Array(classCount + 1)
    this.#ranks = new Int32Array(capacity + 1)
    this.#places = new Int32Array(capacity + 1)
    this.#heldRows = new Int32Array(capacity)
    this.#heldWeights = new Float64Array(capacity)
    const mostBins = this.#mostBins(capacity)
    this.#identity = new Int32Array(mostBins)
    for (let bin = 0; bin < mostBins; bin++) this.#identity[bin] = bin
    this.#lows = new Int32Array(capacity + 3)
    this.#highs = new Int32Array(capacity + 3)
    this.#left = new Float64Array(classCount)
    this.#sorter = new RankSorter(capacity)
    const sizes = new Int32Array(rules.minSamplesLeaf > 1 ? mostBins : 0)
    const weights = new Float64Array(mostBins * classCount)
    this.#bins = { count: 0, weights, sizes, lows: this.#identity, highs: this.#identity, offset: 0 }
  }

  #mostBins(capacity: number): number {
    let distinct = 0
    for (const { length } of this.#task.columns.values) distinct = Math.max(distinct, length)
    return Math.max(capacity, Math.min(4 * capacity + 8, distinct)) + 1
  }

  /** Takes the rows of a tree. They are reordered from here on. */
  load({ rows, weights }: Bag): void {
    this.#rows = rows
    this.#weights = weights
  }

  /** Turns to the node that holds the rows from `start` to `end`, and sums it up. */
  enter(start: number, end: number): void {
    const { codes, classCount } = this.#task
    const { byClass } = this.sums
    const rows = this.#rows
    const weights = this.#weights
    byClass.fill(0)
    let at = start
    let total = 0
    for (let k = 0; k < classCount; k++) {
      this.#bounds[k] = at
      let sum = 0
      while (at < end && codes[rows[at]!] === k) sum += weights[at++]!
      byClass[k] = sum
      total += sum
    }
    this.#bounds[classCount] = end
    this.sums.total = total
    this.sums.size = end - start
    this.#start = start
    this.cut.feature = -1
    this.cut.score = -1
  }

  /** Looks for a better cut in that column. Returns false where all rows of the node have the same value there. */
  look(feature: number): boolean {
    const { size } = this.sums
    const { classCount } = this.#task
    const { values, ranks } = this.#task.columns
    const column = ranks[feature]!
    if (column instanceof Uint8Array) {
      if (values[feature]!.length === 2) {
        if (!this.#binByBit(column)) return false
        this.#chooseCut(feature)
        return true
      }
      readBytes(column, this.#rows, this.#start, size, this.#ranks, this.#range)
    } else readIntegers(column, this.#rows, this.#start, size, this.#ranks, this.#range)
    this.#least = this.#range[0]!
    this.#most = this.#range[1]!
    if (this.#most === this.#least) return false
    const range = this.#most - this.#least + 1
    const few = range <= 4 * size + 8
    const rare =
      classCount === 2 &&
      this.#rules.minSamplesLeaf <= 1 &&
      size > 64 &&
      8 * Math.min(this.#bounds[1]! - this.#start, this.#bounds[2]! - this.#bounds[1]!) <= size
    if (few && (!rare || range <= smallRange)) this.#binByRank(range)
    else if (rare) this.#binAroundRare()
    else this.#binBySorting()
    this.#chooseCut(feature)
    return true
  }

  /** The two bins of a column of two values. Returns false where one is empty. */
  #binByBit(column: Uint8Array): boolean {
    const { classCount } = this.#task
    const { weights: sums, sizes } = this.#bins
    const bounds = this.#bounds
    const rows = this.#rows
    const weights = this.#weights
    let ones = 0
    for (let k = 0; k < classCount; k++) {
      const end = bounds[k + 1]!
      let low = 0
      let high = 0
      for (let at = bounds[k]!; at < end; at++) {
        const bit = column[rows[at]!]!
        const weighed = weights[at]! * bit
        ones += bit
        high += weighed
        low += weights[at]! - weighed
      }
      sums[k] = low
      sums[classCount + k] = high
    }
    if (ones === 0 || ones === this.sums.size) return false
    if (this.#rules.minSamplesLeaf > 1) {
      sizes[0] = this.sums.size - ones
      sizes[1] = ones
    }
    this.#useBins(2, this.#identity, this.#identity, 0)
    return true
  }

  #binByRank(range: number): void {
    const { classCount } = this.#task
    const bins = this.#bins
    const { weights: sums, sizes } = bins
    const ranks = this.#ranks
    const weights = this.#weights
    const bounds = this.#bounds
    const start = this.#start
    const least = this.#least
    sums.fill(0, 0, range * classCount)
    for (let k = 0; k < classCount; k++) {
      for (let at = bounds[k]!; at < bounds[k + 1]!; at++) {
        const to = (ranks[at - start]! - least) * classCount + k
        sums[to] = sums[to]! + weights[at]!
      }
    }
    if (this.#rules.minSamplesLeaf > 1) {
      sizes.fill(0, 0, range)
      for (let i = 0; i < this.sums.size; i++) sizes[ranks[i]! - least]!++
    }
    this.#useBins(range, this.#identity, this.#identity, least)
  }

  #binBySorting(): void {
    const { codes, classCount } = this.#task
    const { size } = this.sums
    const ranks = this.#ranks
    const places = this.#places
    const start = this.#start
    const least = this.#least
    for (let i = 0; i < size; i++) {
      ranks[i] = ranks[i]! - least
      places[i] = start + i
    }
    this.#sorter.sort(ranks, places, size, this.#most - least)
    const { weights: sums, sizes } = this.#bins
    const countSizes = this.#rules.minSamplesLeaf > 1
    const lows = this.#lows
    let bin = -1
    let last = -1
    for (let i = 0; i < size; i++) {
      const rank = ranks[i]!
      if (rank !== last) {
        bin++
        lows[bin] = rank
        for (let k = 0; k < classCount; k++) sums[bin * classCount + k] = 0
        if (countSizes) sizes[bin] = 0
        last = rank
      }
      const at = places[i]!
      const to = bin * classCount + codes[this.#rows[at]!]!
      sums[to] = sums[to]! + this.#weights[at]!
      if (countSizes) sizes[bin]!++
    }
    this.#useBins(bin + 1, lows, lows, least)
  }

  /** Bin 2j + 1 holds the rows at the j-th value of the rare class, bin 2j those between it and the value before. */
  #binAroundRare(): void {
    const bounds = this.#bounds
    const start = this.#start
    const rareCode = bounds[1]! - start <= bounds[2]! - bounds[1]! ? 0 : 1
    const values = this.#sortRare(bounds[rareCode]!, bounds[rareCode + 1]!)
    const at = this.#places
    const { weights: sums } = this.#bins
    const lows = this.#lows
    const highs = this.#highs
    const count = 2 * values + 1
    sums.fill(0, 0, 2 * count)
    for (let j = 0; j < values; j++) {
      lows[2 * j] = 0x7fffffff
      highs[2 * j] = -1
      lows[2 * j + 1] = at[j]!
      highs[2 * j + 1] = at[j]!
    }
    lows[2 * values] = 0x7fffffff
    highs[2 * values] = -1
    const shift = this.#fillTable(values)
    this.#addRows(values, shift, bounds[rareCode]!, bounds[rareCode + 1]!, rareCode)
    this.#addRows(values, shift, bounds[1 - rareCode]!, bounds[2 - rareCode]!, 1 - rareCode)
    this.#useBins(count, lows, highs, 0)
  }

  /** Puts the distinct ranks of the rare class into `places`, ascending, a sentinel behind them. */
  #sortRare(from: number, to: number): number {
    const places = this.#places
    const ranks = this.#ranks
    const start = this.#start
    const size = to - from
    // The companions are not needed here; the memory of the bins is free.
    for (let i = 0; i < size; i++) places[i] = ranks[from - start + i]!
    this.#sorter.sort(places, this.#lows, size, this.#most)
    let values = 0
    for (let i = 0; i < size; i++) {
      if (values === 0 || places[i] !== places[values - 1]) places[values++] = places[i]!
    }
    places[values] = 0x7fffffff
    return values
  }

  /** For each step of ranks the first value that is not below it. Returns the size of the steps, as a shift. */
  #fillTable(values: number): number {
    const range = this.#most - this.#least + 1
    const wanted = Math.min(4096, 8 * values + 16)
    let shift = 0
    while (range >>> shift >= wanted) shift++
    const steps = (range >>> shift) + 1
    const table = this.#table
    let j = 0
    for (let step = 0; step < steps; step++) {
      const rank = this.#least + step * 2 ** shift
      while (j < values && this.#places[j]! < rank) j++
      table[step] = j
    }
    return shift
  }

  #addRows(values: number, shift: number, from: number, to: number, code: number): void {
    const ranks = this.#ranks
    const at = this.#places
    const table = this.#table
    const weights = this.#weights
    const sums = this.#bins.weights
    const lows = this.#lows
    const highs = this.#highs
    const start = this.#start
    const least = this.#least
    const behind = 2 * values
    for (let i = from; i < to; i++) {
      const rank = ranks[i - start]!
      let j = table[(rank - least) >>> shift]!
      while (at[j]! < rank) j++
      let bin = 2 * j
      if (at[j] === rank && bin < behind) bin++
      else {
        if (rank < lows[bin]!) lows[bin] = rank
        if (rank > highs[bin]!) highs[bin] = rank
      }
      sums[2 * bin + code] = sums[2 * bin + code]! + weights[i]!
    }
  }

  #useBins(count: number, lows: Int32Array, highs: Int32Array, offset: number): void {
    const bins = this.#bins
    bins.count = count
    bins.lows = lows
    bins.highs = highs
    bins.offset = offset
  }

  #chooseCut(feature: number): void {
    const { criterion, minSamplesLeaf } = this.#rules
    if (criterion !== 'gini') entropyCut(this.#bins, this.sums, minSamplesLeaf, feature, this.cut, this.#left)
    else if (this.#task.classCount === 2) giniCutOfTwo(this.#bins, this.sums, minSamplesLeaf, feature, this.cut)
    else giniCut(this.#bins, this.sums, minSamplesLeaf, feature, this.cut, this.#left)
  }

  /** Puts the rows below the cut before the others, each side in its order. Returns where the others begin. */
  divide(feature: number, below: number): number {
    const column = this.#task.columns.ranks[feature]!
    const rows = this.#rows
    const { size } = this.sums
    const start = this.#start
    const sides = this.#places
    if (column instanceof Uint8Array) markBytes(column, rows, start, size, below, sides)
    else markIntegers(column, rows, start, size, below, sides)
    const weights = this.#weights
    const heldRows = this.#heldRows
    const heldWeights = this.#heldWeights
    let left = start
    let held = 0
    for (let i = 0; i < size; i++) {
      const row = rows[start + i]!
      const weight = weights[start + i]!
      if (sides[i] === 0) {
        rows[left] = row
        weights[left++] = weight
      } else {
        heldRows[held] = row
        heldWeights[held++] = weight
      }
    }
    for (let i = 0; i < held; i++) {
      rows[left + i] = heldRows[i]!
      weights[left + i] = heldWeights[i]!
    }
    return left
  }
}
