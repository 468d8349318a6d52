import { breathe, type Context } from '../../core/index.ts'
import type { GradientHistograms } from '../../kernels/index.ts'
import type { BinnedColumn } from './binned-column.ts'
import { findCategorySplit } from './find-category-split.ts'
import { findNumberSplit } from './find-number-split.ts'
import { leafValue, leastCurvature, noSplit, type Split, type SplitRules } from './split.ts'

/** When a tree stops growing. */
export interface TreeRules extends SplitRules {
  /** Infinity where there is no limit. */
  readonly maxLeafNodes: number
  readonly maxDepth: number
}

/** What a tree grows on. */
export interface Soil {
  readonly histograms: GradientHistograms
  readonly columns: readonly BinnedColumn[]
  /** Where the bins of each column begin in a slot. */
  readonly firstBins: Int32Array
  readonly rowCount: number
  /** The columns that the next split may use, ascending. */
  drawColumns(): Int32Array
}

/** A node of a tree: its rows stand from `from` to `to`. */
export interface TreeNode {
  readonly from: number
  readonly to: number
  readonly depth: number
  readonly gradient: number
  readonly curvature: number
  /** The Newton step, before shrinkage. */
  readonly value: number
  /** Undefined in a leaf. */
  split: Split | undefined
  /** The number of its left child; the right one is the next. */
  left: number
}

/** A leaf that may still be split, with its histogram. */
interface Candidate {
  readonly node: number
  readonly slot: number
  readonly split: Split
}

/**
 * Grows one tree from its root, always splitting the leaf that gains most. The pairs of the histograms hold the
 * gradient and curvature of every row. The nodes come parent before child; leaves have no split.
 */
export async function growTree(soil: Soil, rules: TreeRules, context: Context): Promise<TreeNode[]> {
  const { histograms, rowCount } = soil
  const candidates: Candidate[] = []
  histograms.reset()
  const slot = histograms.takeSlot()
  await breathe(context)
  await histograms.build(slot, 0, rowCount, context)
  const nodes = [rootOf(soil, slot)]
  consider(0, slot)

  /** Keeps a node as one that may be split, or frees its histogram. */
  function consider(number: number, slot: number): void {
    const split = canSplit(nodes[number]!, rules) ? findSplit(soil, nodes[number]!, slot, rules) : undefined
    if (split) candidates.push({ node: number, slot, split })
    else histograms.freeSlot(slot)
  }

  for (let leaves = 1; leaves < rules.maxLeafNodes && candidates.length > 0; leaves++) {
    const { node: number, slot, split } = takeBest(candidates)
    const parent = nodes[number]!
    const [left, right] = divide(soil, parent, split, rules)
    parent.split = split
    parent.left = nodes.length
    nodes.push(left, right)
    if (leaves + 1 === rules.maxLeafNodes || !(canSplit(left, rules) || canSplit(right, rules))) {
      histograms.freeSlot(slot)
      continue
    }
    // The histogram of the larger child is what the smaller one leaves of that of the parent.
    const isLeftSmaller = left.to - left.from < right.to - right.from
    const smaller = isLeftSmaller ? left : right
    const other = histograms.takeSlot()
    await breathe(context)
    await histograms.build(other, smaller.from, smaller.to, context)
    histograms.subtract(slot, other)
    consider(parent.left, isLeftSmaller ? other : slot)
    consider(parent.left + 1, isLeftSmaller ? slot : other)
  }
  return nodes
}

function rootOf({ histograms, columns, rowCount }: Soil, slot: number): TreeNode {
  const sums = histograms.sums(slot)
  let gradient = 0
  let curvature = 0
  for (let bin = 0; bin <= columns[0]!.binCount; bin++) {
    gradient += sums[bin * 2]!
    curvature += sums[bin * 2 + 1]!
  }
  return { from: 0, to: rowCount, depth: 0, gradient, curvature, value: 0, split: undefined, left: -1 }
}

function canSplit({ from, to, depth, curvature }: TreeNode, rules: TreeRules): boolean {
  return depth < rules.maxDepth && to - from >= 2 * rules.minSamplesLeaf && curvature >= leastCurvature
}

function findSplit(soil: Soil, node: TreeNode, slot: number, rules: TreeRules): Split | undefined {
  const { histograms, columns, firstBins } = soil
  const sums = histograms.sums(slot)
  const counts = histograms.counts(slot)
  const { gradient, curvature, value } = node
  const leaf = { size: node.to - node.from, gradient, curvature, value }
  const best = noSplit()
  for (const column of soil.drawColumns()) {
    const { binCount, hasMissing, levelBins } = columns[column]!
    if (binCount === 1 && !hasMissing) continue
    const histogram = { sums, counts, column, firstBin: firstBins[column]!, binCount, hasMissing }
    if (levelBins) findCategorySplit(histogram, leaf, rules, best)
    else findNumberSplit(histogram, leaf, rules, best)
  }
  return best.gain > 0 ? best : undefined
}

/** The candidate that gains most; of equal ones the oldest. */
function takeBest(candidates: Candidate[]): Candidate {
  let best = 0
  for (let i = 1; i < candidates.length; i++) {
    const gain = candidates[i]!.split.gain
    if (gain > candidates[best]!.split.gain) best = i
  }
  return candidates.splice(best, 1)[0]!
}

function divide(soil: Soil, node: TreeNode, split: Split, rules: TreeRules): [TreeNode, TreeNode] {
  const { binCount, hasMissing } = soil.columns[split.column]!
  const goesLeft = new Uint8Array(256)
  if (split.leftBins) goesLeft.set(split.leftBins)
  else goesLeft.fill(1, 0, split.bin + 1)
  goesLeft[binCount] = split.missingLeft ? 1 : 0
  const middle = soil.histograms.divide(split.column, goesLeft, node.from, node.to)
  // A missing cell of a column that had none goes with the many.
  if (!hasMissing) split.missingLeft = middle - node.from > node.to - middle
  const depth = node.depth + 1
  const child = (from: number, to: number, gradient: number, curvature: number): TreeNode => {
    const value = leafValue(gradient, curvature, rules.l2Regularization)
    return { from, to, depth, gradient, curvature, value, split: undefined, left: -1 }
  }
  const { leftGradient, leftCurvature } = split
  return [
    child(node.from, middle, leftGradient, leftCurvature),
    child(middle, node.to, node.gradient - leftGradient, node.curvature - leftCurvature),
  ]
}
