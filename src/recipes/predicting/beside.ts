import { log, type Matrix, type Part, type SparseMatrix } from '../../core/index.ts'
import type { ModelInput } from '../tasks/task.ts'

const most = 5

/** A probability as log-odds within ±5, which linear models can add up. */
export function logOdds(probability: number): number {
  if (probability <= 0) return -most
  if (probability >= 1) return most
  return Math.max(-most, Math.min(most, log(probability / (1 - probability))))
}

/** The rows of `X` with the columns of `extra` behind their own. */
export function beside<P extends Part>(X: ModelInput<P>, extra: Matrix): ModelInput<P> {
  return X.format === 'dense' ? besideDense(X, extra) : besideSparse(X, extra)
}

/** The opposite: without the last `count` columns of dense rows, and these alone. */
export function apart<P extends Part>(X: Matrix<P>, count: number): [Matrix<P>, Matrix<P>] {
  const width = X.columns.length - count
  const some = (from: number, to: number): Matrix<P> => {
    const data = new Float64Array(X.rowCount * (to - from))
    for (let row = 0; row < X.rowCount; row++) {
      const start = row * X.columns.length
      data.set(X.data.subarray(start + from, start + to), row * (to - from))
    }
    return { ...X, columns: X.columns.slice(from, to), data }
  }
  return [some(0, width), some(width, X.columns.length)]
}

function besideDense<P extends Part>(X: Matrix<P>, extra: Matrix): Matrix<P> {
  const [own, added] = [X.columns.length, extra.columns.length]
  const data = new Float64Array(X.rowCount * (own + added))
  for (let row = 0; row < X.rowCount; row++) {
    data.set(X.data.subarray(row * own, (row + 1) * own), row * (own + added))
    data.set(extra.data.subarray(row * added, (row + 1) * added), row * (own + added) + own)
  }
  return { ...X, columns: [...X.columns, ...extra.columns], data }
}

function besideSparse<P extends Part>(X: SparseMatrix<P>, extra: Matrix): SparseMatrix<P> {
  const added = extra.columns.length
  const { rowCount, columnCount } = X
  const data = new Float64Array(X.data.length + rowCount * added)
  const indices = new Int32Array(data.length)
  const starts = new Int32Array(rowCount + 1)
  for (let row = 0; row < rowCount; row++) {
    const [from, to] = [X.starts[row]!, X.starts[row + 1]!]
    const at = starts[row]!
    data.set(X.data.subarray(from, to), at)
    indices.set(X.indices.subarray(from, to), at)
    for (let column = 0; column < added; column++) {
      data[at + to - from + column] = extra.data[row * added + column]!
      indices[at + to - from + column] = columnCount + column
    }
    starts[row + 1] = at + to - from + added
  }
  return { ...X, starts, indices, data, columnCount: columnCount + added }
}
