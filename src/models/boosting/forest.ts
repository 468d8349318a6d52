import { columnCountOf, decodeFloats, encodeFloats, type Matrix, type SparseMatrix } from '../../core/index.ts'
import type { BinnedColumn } from './binned-column.ts'
import type { TreeNode } from './grow-tree.ts'

/** Trees as flat lists of nodes. The right child of a node is the one after its left child. */
export interface Forest {
  /** The root of each tree. */
  readonly roots: Int32Array
  /** The column that a node splits, −1 in a leaf. */
  readonly columns: Int32Array
  /** Cells up to here go left; NaN where a category decides; in a leaf, what it adds to the score. */
  readonly thresholds: Float64Array
  readonly lefts: Int32Array
  readonly missingLeft: Uint8Array
  /** By node: where the 256 bins of a category's decision begin in `goesLeft`. */
  readonly tables: Int32Array
  /** 1 for every bin that goes left. */
  readonly goesLeft: Uint8Array
  /** By column: the bin of each level; undefined for numbers. */
  readonly levelBins: readonly (Uint8Array | undefined)[]
}

/** A forest as plain JSON. */
export interface SavedForest {
  readonly roots: readonly number[]
  readonly columns: readonly number[]
  readonly thresholds: string
  readonly lefts: readonly number[]
  readonly missingLeft: readonly number[]
  /** By node with a decision on categories: the bins that go left. */
  readonly leftBins: readonly (readonly [node: number, bins: readonly number[]])[]
  readonly levelBins: readonly (readonly number[] | null)[]
}

/** Puts grown trees, leaves shrunk, into their saved form. */
export function saveForest(
  trees: readonly (readonly TreeNode[])[],
  columns: readonly BinnedColumn[],
  learningRate: number,
): SavedForest {
  const nodes = trees.flat()
  const thresholds = new Float64Array(nodes.length)
  const lefts = new Array<number>(nodes.length).fill(-1)
  const leftBins: [number, number[]][] = []
  const roots: number[] = []
  let at = 0
  for (const tree of trees) {
    const root = at
    roots.push(root)
    for (const { split, left, value } of tree) {
      if (!split) thresholds[at] = value * learningRate
      else {
        const { binCount, thresholds: borders } = columns[split.column]!
        lefts[at] = root + left
        if (split.leftBins) {
          leftBins.push([at, [...split.leftBins.keys()].filter((bin) => split.leftBins![bin] === 1)])
          thresholds[at] = NaN
        } else {
          // After the last bin only missing cells are left.
          thresholds[at] = split.bin === binCount - 1 ? Infinity : borders![split.bin]!
        }
      }
      at++
    }
  }
  return {
    roots,
    columns: nodes.map(({ split }) => split?.column ?? -1),
    thresholds: encodeFloats(thresholds),
    lefts,
    missingLeft: nodes.map(({ split }) => (split?.missingLeft ? 1 : 0)),
    leftBins,
    levelBins: columns.map(({ levelBins }) => (levelBins ? [...levelBins] : null)),
  }
}

/** The inverse of `saveForest`. */
export function restoreForest(saved: SavedForest, binCounts: readonly number[]): Forest {
  const columns = Int32Array.from(saved.columns)
  const missingLeft = Uint8Array.from(saved.missingLeft)
  const tables = new Int32Array(columns.length)
  const goesLeft = new Uint8Array(saved.leftBins.length * 256)
  for (const [table, [node, bins]] of saved.leftBins.entries()) {
    tables[node] = table * 256
    for (const bin of bins) goesLeft[table * 256 + bin] = 1
    goesLeft[table * 256 + binCounts[columns[node]!]!] = missingLeft[node]!
  }
  return {
    roots: Int32Array.from(saved.roots),
    columns,
    thresholds: decodeFloats(saved.thresholds),
    lefts: Int32Array.from(saved.lefts),
    missingLeft,
    tables,
    goesLeft,
    levelBins: saved.levelBins.map((bins) => (bins ? Uint8Array.from(bins) : undefined)),
  }
}

/** The leaf that a row of cells beginning at `start` falls into. */
export function leafOf(forest: Forest, root: number, cells: Float64Array, start: number): number {
  const { columns, thresholds, lefts, missingLeft } = forest
  let node = root
  for (let column = columns[node]!; column >= 0; column = columns[node]!) {
    const value = cells[start + column]!
    const threshold = thresholds[node]!
    if (value <= threshold) node = lefts[node]!
    else if (Number.isNaN(threshold)) node = lefts[node]! + 1 - categoryGoesLeft(forest, node, column, value)
    else if (Number.isNaN(value)) node = lefts[node]! + 1 - missingLeft[node]!
    else node = lefts[node]! + 1
  }
  return node
}

function categoryGoesLeft(forest: Forest, node: number, column: number, code: number): number {
  const bins = forest.levelBins[column]!
  if (!(code >= 0 && code < bins.length)) return forest.missingLeft[node]!
  return forest.goesLeft[forest.tables[node]! + bins[code]!]!
}

/** So many rows go through all trees together, so that the nodes stay in the cache. */
const block = 128

/**
 * Adds what every tree says to the scores, `rows × width`; tree t belongs to score t % width. Rows of a sparse matrix
 * are written out in full, block by block.
 */
export function addScores(forest: Forest, X: Matrix | SparseMatrix, width: number, scores: Float64Array): void {
  const { roots, thresholds } = forest
  const columnCount = columnCountOf(X)
  const buffer = X.format === 'csr' ? new Float64Array(block * columnCount) : X.data
  for (let first = 0; first < X.rowCount; first += block) {
    const end = Math.min(X.rowCount, first + block)
    const offset = X.format === 'csr' ? first : 0
    if (X.format === 'csr') writeOut(X, first, end, buffer)
    for (let tree = 0; tree < roots.length; tree++) {
      const root = roots[tree]!
      const k = tree % width
      for (let row = first; row < end; row++) {
        const leaf = leafOf(forest, root, buffer, (row - offset) * columnCount)
        scores[row * width + k] = scores[row * width + k]! + thresholds[leaf]!
      }
    }
  }
}

function writeOut({ starts, indices, data, columnCount }: SparseMatrix, first: number, end: number, to: Float64Array) {
  to.fill(0)
  for (let row = first; row < end; row++) {
    const start = (row - first) * columnCount
    for (let at = starts[row]!; at < starts[row + 1]!; at++) to[start + indices[at]!] = data[at]!
  }
}
