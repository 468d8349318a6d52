import { breathe, type Context, type SparseMatrix } from '../../core/index.ts'
import type { SparseRows } from './append-sparse.ts'
import type { SyntheticRows } from './define-over-sampler.ts'

/**
 * As `interpolate`, of sparse rows: a new row has an entry where either parent has one, and no other. Memory is that of
 * these entries.
 */
export function interpolateSparse(
  X: SparseMatrix,
  first: Int32Array,
  second: Int32Array,
  steps: Float64Array,
  context: Context,
): SyntheticRows {
  const parents = new Int32Array(first.length * 2)
  for (let row = 0; row < first.length; row++) {
    parents[row * 2] = first[row]!
    parents[row * 2 + 1] = second[row]!
  }

  async function sparse(): Promise<SparseRows> {
    const most = mostEntries(X, parents)
    const starts = new Int32Array(steps.length + 1)
    const indices = new Int32Array(most)
    const data = new Float64Array(most)
    for (let row = 0; row < steps.length; row++) {
      if (row % 1024 === 0) await breathe(context, { stage: 'making rows', done: row, total: steps.length })
      starts[row + 1] = between(X, parents[row * 2]!, parents[row * 2 + 1]!, steps[row]!, starts[row]!, indices, data)
    }
    const count = starts[steps.length]!
    return { starts, indices: indices.subarray(0, count), data: data.subarray(0, count) }
  }
  return { parentsPerRow: 2, parents, steps, fill: () => Promise.resolve(), sparse }
}

function mostEntries({ starts }: SparseMatrix, parents: Int32Array): number {
  let most = 0
  for (const parent of parents) most += starts[parent + 1]! - starts[parent]!
  return most
}

/** Writes one row between two others from entry `at` on, and says where it ends. */
function between(
  X: SparseMatrix,
  first: number,
  second: number,
  step: number,
  at: number,
  indices: Int32Array,
  data: Float64Array,
): number {
  let left = X.starts[first]!
  let right = X.starts[second]!
  const leftEnd = X.starts[first + 1]!
  const rightEnd = X.starts[second + 1]!
  let to = at
  while (left < leftEnd || right < rightEnd) {
    const leftColumn = left < leftEnd ? X.indices[left]! : X.columnCount
    const rightColumn = right < rightEnd ? X.indices[right]! : X.columnCount
    const value = leftColumn <= rightColumn ? X.data[left++]! : 0
    const towards = rightColumn <= leftColumn ? X.data[right++]! : 0
    indices[to] = Math.min(leftColumn, rightColumn)
    data[to++] = value + step * (towards - value)
  }
  return to
}
