import { breathe, type Context, type Matrix, type SparseMatrix, takeRows, takeSparseRows } from '../../core/index.ts'

const blockRows = 256

/** The scores of some rows of a matrix, with a breath between blocks of them. */
export async function scoreRows(
  scoreSamples: (X: Matrix | SparseMatrix) => Float64Array,
  X: Matrix | SparseMatrix,
  rows: Int32Array,
  context: Context,
): Promise<Float64Array> {
  const scores = new Float64Array(rows.length)
  for (let from = 0; from < rows.length; from += blockRows) {
    await breathe(context, { stage: 'score rows', done: from, total: rows.length })
    const block = rows.subarray(from, from + blockRows)
    scores.set(scoreSamples(X.format === 'csr' ? takeSparseRows(X, block) : takeRows(X, block)), from)
  }
  return scores
}
