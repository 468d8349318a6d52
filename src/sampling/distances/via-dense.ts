import { type Context, DataError, type Matrix, type SparseMatrix } from '../../core/index.ts'
import type { Resampled } from '../sampler.ts'
import { stackRows } from '../stack-rows.ts'
import { denseMatrix } from './densify.ts'

/** 512 MiB of numbers. */
const mostCells = 1 << 26

/**
 * Lets a method that measures only dense rows work on sparse ones: they are written out for it, and its result is sparse
 * again. Kept rows are those given, entry for entry; of synthetic rows only what is not zero is kept.
 */
export async function viaDense(
  who: string,
  X: SparseMatrix<'train'>,
  run: (dense: Matrix<'train'>) => Promise<Resampled<Matrix | SparseMatrix>>,
  context: Context,
): Promise<Resampled<SparseMatrix<'train'>>> {
  if (X.rowCount * X.columnCount > mostCells) {
    throw new DataError(
      `${who}: X is sparse with ${X.rowCount} × ${X.columnCount} cells, too many to write out. Use \`smote\`, \`tomekLinks\` or \`smoteTomek\`, which measure sparse rows as they are, or leave out columns.`,
    )
  }
  const result = await run(await denseMatrix(X, context))
  const after = result.X as Matrix
  const kept = result.rows.filter((row) => row >= 0)
  const taken = (await stackRows(X, kept, 0, context)) as SparseMatrix<'train'>
  return { ...result, X: kept.length === result.rows.length ? taken : interleave(taken, after, result.rows) }
}

/** Rows in the order of `rows`: the next one taken, or, where that is −1, the one written out. */
function interleave(taken: SparseMatrix<'train'>, written: Matrix, rows: Int32Array): SparseMatrix<'train'> {
  const width = written.columns.length
  const starts = new Int32Array(rows.length + 1)
  let next = 0
  for (let row = 0; row < rows.length; row++) {
    let count = 0
    if (rows[row]! >= 0) {
      count = taken.starts[next + 1]! - taken.starts[next]!
      next++
    } else for (let cell = row * width; cell < (row + 1) * width; cell++) if (written.data[cell] !== 0) count++
    starts[row + 1] = starts[row]! + count
  }
  const indices = new Int32Array(starts[rows.length]!)
  const data = new Float64Array(starts[rows.length]!)
  next = 0
  for (let row = 0; row < rows.length; row++) {
    let to = starts[row]!
    if (rows[row]! >= 0) {
      indices.set(taken.indices.subarray(taken.starts[next]!, taken.starts[next + 1]!), to)
      data.set(taken.data.subarray(taken.starts[next]!, taken.starts[next + 1]!), to)
      next++
      continue
    }
    for (let column = 0; column < width; column++) {
      const value = written.data[row * width + column]!
      if (value === 0) continue
      indices[to] = column
      data[to++] = value
    }
  }
  return { ...taken, rowCount: rows.length, starts, indices, data }
}
