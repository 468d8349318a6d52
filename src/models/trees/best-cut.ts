import { log } from '../../core/index.ts'

/**
 * The rows of a node in one column, put together in bins that ascend: all rows of a bin have the same value, or there
 * is no reason to cut between them. A bin without weight holds no row.
 */
export interface Bins {
  count: number
  /** `count × classes`, row-major: the weight of each class. */
  weights: Float64Array
  /** How many rows; read only where a leaf must have more than one. */
  sizes: Int32Array
  /** The lowest and the highest rank in a bin, less `offset`. */
  lows: Int32Array
  highs: Int32Array
  offset: number
}

/** The sums of a node. */
export interface NodeSums {
  /** The weight of each class. */
  readonly byClass: Float64Array
  total: number
  size: number
}

/** The best cut so far: the ranks on its two sides, and how much it is worth. */
export interface Cut {
  feature: number
  below: number
  above: number
  /** Σ_k (l_k w − w_l c_k)² / (w_l w_r) for gini; the decrease of Σ c log(w / c) for entropy. */
  score: number
}

/** Cuts whose worth differs by less are taken for equal: rounding must not choose between them. */
const likeness = 1e-12

/** Looks for a better cut between the bins by Gini impurity; two classes. */
export function giniCutOfTwo(bins: Bins, node: NodeSums, leastSize: number, feature: number, cut: Cut): void {
  const { count, weights, sizes, lows, highs, offset } = bins
  const total = node.total
  const second = node.byClass[1]!
  let bound = cut.score + likeness * Math.abs(cut.score)
  let left = 0
  let leftSecond = 0
  let leftSize = 0
  let last = -1
  for (let bin = 0; bin < count; bin++) {
    const b = weights[2 * bin + 1]!
    const both = weights[2 * bin]! + b
    if (both === 0) continue
    const right = total - left
    if (last >= 0 && right > 0 && (leastSize <= 1 || (leftSize >= leastSize && node.size - leftSize >= leastSize))) {
      const excess = leftSecond * total - left * second
      const score = (2 * excess * excess) / (left * right)
      if (score > bound) {
        bound = score + likeness * score
        cut.score = score
        cut.feature = feature
        cut.below = offset + highs[last]!
        cut.above = offset + lows[bin]!
      }
    }
    left += both
    leftSecond += b
    if (leastSize > 1) leftSize += sizes[bin]!
    last = bin
  }
}

/** The same for any number of classes; `left` is memory for one number a class. */
export function giniCut(
  bins: Bins,
  node: NodeSums,
  leastSize: number,
  feature: number,
  cut: Cut,
  left: Float64Array,
): void {
  const { count, weights, sizes, lows, highs, offset } = bins
  const { byClass, total } = node
  const classCount = byClass.length
  let bound = cut.score + likeness * Math.abs(cut.score)
  let leftTotal = 0
  let leftSize = 0
  let last = -1
  left.fill(0)
  for (let bin = 0; bin < count; bin++) {
    const start = bin * classCount
    let all = 0
    for (let k = 0; k < classCount; k++) all += weights[start + k]!
    if (all === 0) continue
    const right = total - leftTotal
    if (last >= 0 && right > 0 && (leastSize <= 1 || (leftSize >= leastSize && node.size - leftSize >= leastSize))) {
      let sum = 0
      for (let k = 0; k < classCount; k++) {
        const excess = left[k]! * total - leftTotal * byClass[k]!
        sum += excess * excess
      }
      const score = sum / (leftTotal * right)
      if (score > bound) {
        bound = score + likeness * score
        cut.score = score
        cut.feature = feature
        cut.below = offset + highs[last]!
        cut.above = offset + lows[bin]!
      }
    }
    for (let k = 0; k < classCount; k++) left[k] = left[k]! + weights[start + k]!
    leftTotal += all
    if (leastSize > 1) leftSize += sizes[bin]!
    last = bin
  }
}

/** The same by entropy. */
export function entropyCut(
  bins: Bins,
  node: NodeSums,
  leastSize: number,
  feature: number,
  cut: Cut,
  left: Float64Array,
): void {
  const { count, weights, sizes, lows, highs, offset } = bins
  const { byClass, total } = node
  const classCount = byClass.length
  let whole = xLogX(total)
  for (let k = 0; k < classCount; k++) whole -= xLogX(byClass[k]!)
  const noise = 1e-13 * total
  let bound = cut.score + noise
  let leftTotal = 0
  let leftSize = 0
  let last = -1
  left.fill(0)
  for (let bin = 0; bin < count; bin++) {
    const start = bin * classCount
    let all = 0
    for (let k = 0; k < classCount; k++) all += weights[start + k]!
    if (all === 0) continue
    const right = total - leftTotal
    if (last >= 0 && right > 0 && (leastSize <= 1 || (leftSize >= leastSize && node.size - leftSize >= leastSize))) {
      let score = whole - xLogX(leftTotal) - xLogX(right)
      for (let k = 0; k < classCount; k++) score += xLogX(left[k]!) + xLogX(byClass[k]! - left[k]!)
      score = Math.max(0, score)
      if (score > bound) {
        bound = score + noise
        cut.score = score
        cut.feature = feature
        cut.below = offset + highs[last]!
        cut.above = offset + lows[bin]!
      }
    }
    for (let k = 0; k < classCount; k++) left[k] = left[k]! + weights[start + k]!
    leftTotal += all
    if (leastSize > 1) leftSize += sizes[bin]!
    last = bin
  }
}

function xLogX(x: number): number {
  return x > 0 ? x * log(x) : 0
}
