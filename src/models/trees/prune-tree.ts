import {
  breathe,
  type Context,
  log,
  type Matrix,
  type SparseMatrix,
  takeRows,
  takeSparseRows,
} from '../../core/index.ts'
import { type DenseRows, denseBlocks, type Tree } from './tree.ts'
import type { Bag, TreeRules } from './tree-task.ts'
import { TreeWriter } from './tree-writer.ts'

/**
 * Takes back splits that do not lower the impurity by `alpha` a leaf: minimal cost-complexity pruning, the smallest
 * tree of least cost, where the cost is the impurity of the leaves, weighted by their share of the rows, plus `alpha` for
 * each leaf. `bag` are the rows that the tree was grown on.
 *
 * L. Breiman et al., "Classification and Regression Trees", 1984, chapter 3. As `ccp_alpha` of scikit-learn.
 */
export async function pruneTree(
  tree: Tree,
  { rows, weights }: Bag,
  task: { readonly X: Matrix | SparseMatrix; readonly codes: Int32Array; readonly classCount: number },
  criterion: TreeRules['criterion'],
  alpha: number,
  context: Context,
): Promise<Tree> {
  const { X, codes, classCount } = task
  const own = X.format === 'csr' ? takeSparseRows(X, rows) : takeRows(X, rows)
  const byClass = new Float64Array(tree.features.length * classCount)
  for (const [block, first] of denseBlocks(own)) {
    await breathe(context)
    addWeights(tree, block, first, rows, weights, codes, classCount, byClass)
  }
  return rewrite(tree, leavesToBe(tree, byClass, classCount, criterion, alpha), byClass, classCount)
}

/** Adds the weight of each row to all nodes that it passes. */
function addWeights(
  { features, thresholds, rights }: Tree,
  { data, width, rowCount }: DenseRows,
  first: number,
  rows: Int32Array,
  weights: Float64Array,
  codes: Int32Array,
  classCount: number,
  byClass: Float64Array,
): void {
  for (let at = 0; at < rowCount; at++) {
    const code = codes[rows[first + at]!]!
    const weight = weights[first + at]!
    const start = at * width
    let node = 0
    byClass[code]! += weight
    for (let feature = features[0]!; feature >= 0; feature = features[node]!) {
      node = data[start + feature]! <= thresholds[node]! ? node + 1 : rights[node]!
      byClass[node * classCount + code]! += weight
    }
  }
}

/** 1 for each node that costs no more as a leaf than with what grows from it, from the leaves up. */
function leavesToBe(
  { features, rights }: Tree,
  byClass: Float64Array,
  classCount: number,
  criterion: TreeRules['criterion'],
  alpha: number,
): Uint8Array {
  const count = features.length
  const costs = new Float64Array(count)
  const isLeaf = new Uint8Array(count)
  const total = weightOf(byClass, 0, classCount)
  for (let node = count - 1; node >= 0; node--) {
    const start = node * classCount
    const share = weightOf(byClass, start, classCount) / total
    const alone = share * impurity(byClass, start, classCount, criterion) + alpha
    const grown = features[node]! < 0 ? Infinity : costs[node + 1]! + costs[rights[node]!]!
    isLeaf[node] = alone <= grown ? 1 : 0
    costs[node] = Math.min(alone, grown)
  }
  return isLeaf
}

function weightOf(byClass: Float64Array, start: number, classCount: number): number {
  let sum = 0
  for (let k = 0; k < classCount; k++) sum += byClass[start + k]!
  return sum
}

function impurity(byClass: Float64Array, start: number, classCount: number, criterion: TreeRules['criterion']): number {
  const total = weightOf(byClass, start, classCount)
  let squares = 0
  let bits = 0
  for (let k = 0; k < classCount; k++) {
    const share = total > 0 ? byClass[start + k]! / total : 0
    squares += share * share
    if (share > 0 && criterion !== 'gini') bits -= share * (log(share) / Math.LN2)
  }
  return criterion === 'gini' ? 1 - squares : bits
}

function rewrite(tree: Tree, isLeaf: Uint8Array, byClass: Float64Array, classCount: number): Tree {
  const written = new TreeWriter(classCount)
  /** Nodes still to be written, each with the split whose right child it is, or −1. */
  const waiting: [number, number][] = [[0, -1]]
  while (waiting.length > 0) {
    const [node, parent] = waiting.pop()!
    if (parent >= 0) written.placeRight(parent)
    if (isLeaf[node] === 1) written.addLeaf(byClass, node * classCount)
    else {
      const place = written.addSplit(tree.features[node]!, tree.thresholds[node]!)
      waiting.push([tree.rights[node]!, place], [node + 1, -1])
    }
  }
  return written.tree()
}
