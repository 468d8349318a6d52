import { breathe, type Context, type Matrix, numberColumns, type Part, type SparseMatrix } from '../../core/index.ts'
import type { Points } from '../../kernels/index.ts'

/** Writes a sparse matrix out: `rowCount × columnCount` numbers. */
export async function densePoints(X: SparseMatrix, context: Context): Promise<Points> {
  const { rowCount, columnCount, starts, indices, data } = X
  const cells = new Float64Array(rowCount * columnCount)
  for (let row = 0; row < rowCount; row++) {
    if (row % 1024 === 0) await breathe(context, { stage: 'writing zeros', done: row, total: rowCount })
    for (let entry = starts[row]!; entry < starts[row + 1]!; entry++) {
      cells[row * columnCount + indices[entry]!] = data[entry]!
    }
  }
  return { data: cells, rowCount, columnCount }
}

/** The same as a matrix of columns x0, x1, … */
export async function denseMatrix<P extends Part>(X: SparseMatrix<P>, context: Context): Promise<Matrix<P>> {
  const { data, rowCount, columnCount } = await densePoints(X, context)
  return { format: 'dense', rowCount, columns: numberColumns(columnCount), data, part: X.part }
}
