import { breathe, type Context } from '../../core/index.ts'
import type { SpreadingGraph } from './spreading-graph.ts'

/** What came of passing labels on. */
export interface SpreadLabels {
  /** Row-major, `rows × classes`, each row summing to 1, or to 0 where no label arrived. */
  readonly beliefs: Float64Array
  readonly iterations: number
  /** Whether the beliefs came to rest within `maxIter`. */
  readonly converged: boolean
}

/** Repeats beliefs ← alpha · graph · beliefs + (1 − alpha) · own labels until they rest. `own` is `rows × classes`. */
export async function spreadLabels(
  graph: SpreadingGraph,
  own: Float64Array,
  classCount: number,
  { alpha, maxIter, tol }: { readonly alpha: number; readonly maxIter: number; readonly tol: number },
  context: Context,
): Promise<SpreadLabels> {
  let beliefs = own.slice()
  let next = new Float64Array(own.length)
  let change = beliefs.reduce((sum, value) => sum + Math.abs(value), 0)
  let iterations = 0
  while (change >= tol && iterations < maxIter) {
    change = 0
    const rows = graph.starts.length - 1
    for (let from = 0; from < rows; from += blockRows) {
      await breathe(context, { stage: 'pass labels on', done: iterations, total: maxIter })
      change += pass(graph, beliefs, next, own, classCount, alpha, from, Math.min(rows, from + blockRows))
    }
    const spare = beliefs
    beliefs = next
    next = spare
    iterations++
  }
  normalizeRows(beliefs, classCount)
  return { beliefs, iterations, converged: change < tol }
}

const blockRows = 256

function pass(
  { starts, indices, weights }: SpreadingGraph,
  beliefs: Float64Array,
  next: Float64Array,
  own: Float64Array,
  classCount: number,
  alpha: number,
  from: number,
  to: number,
): number {
  let change = 0
  for (let row = from; row < to; row++) {
    const start = row * classCount
    next.fill(0, start, start + classCount)
    for (let at = starts[row]!; at < starts[row + 1]!; at++) {
      const weight = weights[at]!
      const other = indices[at]! * classCount
      for (let k = 0; k < classCount; k++) next[start + k]! += weight * beliefs[other + k]!
    }
    for (let k = 0; k < classCount; k++) {
      next[start + k] = alpha * next[start + k]! + (1 - alpha) * own[start + k]!
      change += Math.abs(next[start + k]! - beliefs[start + k]!)
    }
  }
  return change
}

/** Makes each row sum to 1, but for rows of zeros. */
export function normalizeRows(values: Float64Array, classCount: number): void {
  for (let start = 0; start < values.length; start += classCount) {
    let sum = 0
    for (let k = 0; k < classCount; k++) sum += values[start + k]!
    if (sum > 0) for (let k = 0; k < classCount; k++) values[start + k] = values[start + k]! / sum
  }
}
