import {
  breathe,
  type Context,
  type FittedClassifier,
  type Matrix,
  type SparseMatrix,
  takeRows,
  takeSparseRows,
} from '../core/index.ts'

const blockRows = 4096

/**
 * The probabilities, `rows × classes`, that a classifier gives to some rows of a matrix, with a breath between blocks
 * of 4,096 rows; `stage` is what progress is told under.
 */
export async function predictRows(
  model: FittedClassifier,
  X: Matrix | SparseMatrix,
  rows: Int32Array,
  stage: string,
  context: Context,
): Promise<Float64Array> {
  const classCount = model.classes.length
  const said = new Float64Array(rows.length * classCount)
  for (let from = 0; from < rows.length; from += blockRows) {
    await breathe(context, { stage, done: from, total: rows.length })
    const block = rows.subarray(from, from + blockRows)
    said.set(model.predictProba(X.format === 'csr' ? takeSparseRows(X, block) : takeRows(X, block)), from * classCount)
  }
  return said
}
