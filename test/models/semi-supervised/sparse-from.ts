import { type Matrix, type SparseMatrix, sparseMatrix } from '../../../src/core/index.ts'

/** The same rows, every cell named. */
export function sparseFrom(X: Matrix<never>): SparseMatrix<never> {
  const width = X.columns.length
  return sparseMatrix(
    Int32Array.from({ length: X.rowCount + 1 }, (_, row) => row * width),
    Int32Array.from(X.data.keys(), (at) => at % width),
    X.data.slice(),
    width,
  )
}
