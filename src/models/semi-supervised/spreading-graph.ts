import { breathe, type Context, exp, type Matrix, type SparseMatrix } from '../../core/index.ts'
import { nearestNeighbors } from '../../kernels/index.ts'
import { nearestOf } from './nearest-of.ts'
import { rowDistances } from './row-distances.ts'

/** A graph between rows, as compressed sparse rows; weights are scaled so that passing labels on converges. */
export interface SpreadingGraph {
  readonly starts: Int32Array
  readonly indices: Int32Array
  readonly weights: Float64Array
}

/**
 * Each row beside its nearest others, itself counted among the `k` as scikit-learn does: `k` − 1 edges a row. Weights
 * are 1 / √(a · b), where a and b say how many rows name each end as a neighbor.
 */
export async function neighborGraph(X: Matrix | SparseMatrix, k: number, context: Context): Promise<SpreadingGraph> {
  const others = k - 1
  const indices = X.format === 'dense' ? await denseNeighbors(X, others, context) : await sparse(X, others, context)
  const starts = Int32Array.from({ length: X.rowCount + 1 }, (_, row) => row * others)
  return scaled({ starts, indices, weights: new Float64Array(indices.length).fill(1) })
}

/** Every row beside every other, by exp(−gamma · distance²). */
export async function radialGraph(X: Matrix | SparseMatrix, gamma: number, context: Context): Promise<SpreadingGraph> {
  const n = X.rowCount
  const distances = rowDistances(X)
  const measured = new Float64Array(n)
  const indices = new Int32Array(n * (n - 1))
  const weights = new Float64Array(n * (n - 1))
  let to = 0
  for (let row = 0; row < n; row++) {
    await breathe(context, { stage: 'weights between rows', done: row, total: n })
    distances.measure(X, row, measured)
    for (let other = 0; other < n; other++) {
      if (other === row) continue
      indices[to] = other
      weights[to++] = exp(-gamma * measured[other]!)
    }
  }
  return scaled({ starts: Int32Array.from({ length: n + 1 }, (_, row) => row * (n - 1)), indices, weights })
}

async function denseNeighbors(X: Matrix, k: number, context: Context): Promise<Int32Array> {
  if (k === 0) return new Int32Array(0)
  const points = { data: X.data, rowCount: X.rowCount, columnCount: X.columns.length }
  return (await nearestNeighbors(points, k, context)).indices
}

async function sparse(X: SparseMatrix, k: number, context: Context): Promise<Int32Array> {
  const n = X.rowCount
  const distances = rowDistances(X)
  const measured = new Float64Array(n)
  const indices = new Int32Array(n * k)
  for (let row = 0; row < n && k > 0; row++) {
    await breathe(context, { stage: 'nearest neighbors', done: row, total: n })
    distances.measure(X, row, measured)
    measured[row] = Infinity
    nearestOf(measured, k, indices, row * k)
  }
  return indices
}

/** Divides each weight by the square roots of the weights that reach its two ends. */
function scaled({ starts, indices, weights }: SpreadingGraph): SpreadingGraph {
  const reach = new Float64Array(starts.length - 1)
  for (let at = 0; at < indices.length; at++) reach[indices[at]!]! += weights[at]!
  for (let row = 0; row < reach.length; row++) reach[row] = reach[row] === 0 ? 1 : Math.sqrt(reach[row]!)
  for (let row = 0; row < reach.length; row++) {
    for (let at = starts[row]!; at < starts[row + 1]!; at++) {
      weights[at] = weights[at]! / reach[row]! / reach[indices[at]!]!
    }
  }
  return { starts, indices, weights }
}
