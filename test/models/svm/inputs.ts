import { labels, type Matrix, matrix, type SparseMatrix, sparseMatrix } from '../../../src/core/index.ts'
import fixture from '../../fixtures/models/svm.json' with { type: 'json' }

type DataSet = (typeof fixture.sets)['two' | 'wide']

/** A recorded data set, by name. */
export function dataSet(name: string) {
  const set = fixture.sets[name as keyof typeof fixture.sets] as DataSet
  return { X: cellsOf(set), y: labels(set.y) }
}

function cellsOf({ X, cells, y, columns }: DataSet): Matrix<never> | SparseMatrix<never> {
  if (X) return matrix(Float64Array.from(X), columns)
  const starts = new Int32Array(y.length + 1)
  for (const [row] of cells!) starts[row! + 1]!++
  for (let row = 0; row < y.length; row++) starts[row + 1]! += starts[row]!
  const indices = Int32Array.from(cells!, (cell) => cell[1]!)
  const values = Float64Array.from(cells!, (cell) => cell[2]!)
  return sparseMatrix(starts, indices, values, columns)
}

/** The first rows of a recorded data set. */
export function firstRows(name: string, count: number): Matrix<never> | SparseMatrix<never> {
  const { X } = dataSet(name)
  if (X.format === 'dense') return matrix(X.data.slice(0, count * X.columns.length), X.columns)
  const end = X.starts[count]!
  return sparseMatrix(X.starts.slice(0, count + 1), X.indices.slice(0, end), X.data.slice(0, end), X.columnCount)
}

/** How far apart two lists are at most. */
export function furthest(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity
  let most = 0
  for (let i = 0; i < expected.length; i++) most = Math.max(most, Math.abs(actual[i]! - expected[i]!))
  return most
}
