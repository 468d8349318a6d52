import { columnCountOf, type Matrix, type SparseMatrix } from '../../core/index.ts'

/**
 * A grown tree in preorder: the left child of node `i` is `i + 1`. A row goes left where its value is at most the
 * threshold.
 */
export interface Tree {
  /** The column that a node asks for, or −1 − (the place of its distribution) for a leaf. */
  readonly features: Int32Array
  /** NaN for a leaf. */
  readonly thresholds: Float64Array
  /** The right child; 0 for a leaf. */
  readonly rights: Int32Array
  /** The distinct distributions over the classes that leaves have, `classCount` numbers each. */
  readonly distributions: Float64Array
}

/** How the rows of a matrix come to a tree: one after the other, as dense cells. */
export interface DenseRows {
  readonly data: Float64Array
  readonly width: number
  readonly rowCount: number
}

/** Adds the distribution of the leaf of each row to `sums`, row-major, times `factor`. */
export function addTree(tree: Tree, X: DenseRows, classCount: number, factor: number, sums: Float64Array): void {
  const { features, thresholds, rights, distributions } = tree
  const { data, width, rowCount } = X
  for (let row = 0; row < rowCount; row++) {
    const start = row * width
    let node = 0
    let feature = features[0]!
    while (feature >= 0) {
      node = data[start + feature]! <= thresholds[node]! ? node + 1 : rights[node]!
      feature = features[node]!
    }
    const from = (-1 - feature) * classCount
    const to = row * classCount
    for (let k = 0; k < classCount; k++) sums[to + k] = sums[to + k]! + factor * distributions[from + k]!
  }
}

const cellsAtOnce = 1 << 18

/** Walks over the rows in blocks of dense cells small enough for the cache; sparse rows are filled up with zeros. */
export function inDenseBlocks(X: Matrix | SparseMatrix, work: (block: DenseRows, firstRow: number) => void): void {
  for (const [block, first] of denseBlocks(X)) work(block, first)
}

/** The same as a sequence, for loops that breathe. A block is good until the next is asked for. */
export function* denseBlocks(X: Matrix | SparseMatrix): Generator<readonly [block: DenseRows, firstRow: number]> {
  const width = columnCountOf(X)
  const step = Math.max(1, Math.floor(cellsAtOnce / Math.max(1, width)))
  const filled = X.format === 'csr' ? new Float64Array(step * width) : undefined
  for (let from = 0; from < X.rowCount; from += step) {
    const to = Math.min(X.rowCount, from + step)
    if (X.format === 'dense') {
      yield [{ data: X.data.subarray(from * width, to * width), width, rowCount: to - from }, from]
      continue
    }
    filled!.fill(0)
    for (let row = from; row < to; row++) {
      const start = (row - from) * width
      for (let at = X.starts[row]!; at < X.starts[row + 1]!; at++) filled![start + X.indices[at]!] = X.data[at]!
    }
    yield [{ data: filled!, width, rowCount: to - from }, from]
  }
}

/** How many nodes the longest way from the root to a leaf passes, the root not counted. */
export function treeDepth({ features, rights }: Tree): number {
  const depths = new Int32Array(features.length)
  let deepest = 0
  for (let node = 0; node < features.length; node++) {
    if (features[node]! < 0) deepest = Math.max(deepest, depths[node]!)
    else {
      depths[node + 1] = depths[node]! + 1
      depths[rights[node]!] = depths[node]! + 1
    }
  }
  return deepest
}
