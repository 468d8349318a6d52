import type { SparseMatrix } from '../../core/index.ts'
import type { SyntheticRows } from './define-over-sampler.ts'

/** The rows of a sparse matrix with the new ones after them. */
export async function appendSparse(
  X: SparseMatrix<'train'>,
  made: readonly SyntheticRows[],
): Promise<SparseMatrix<'train'>> {
  const parts: Pick<SparseMatrix, 'starts' | 'indices' | 'data'>[] = [X]
  for (const block of made) if (block.sparse) parts.push(await block.sparse())
  if (parts.length === 1) return X
  const rowCount = parts.reduce((sum, { starts }) => sum + starts.length - 1, 0)
  const entries = parts.reduce((sum, { data }) => sum + data.length, 0)
  const starts = new Int32Array(rowCount + 1)
  const indices = new Int32Array(entries)
  const data = new Float64Array(entries)
  let row = 0
  let entry = 0
  for (const part of parts) {
    for (let own = 1; own < part.starts.length; own++) starts[++row] = entry + part.starts[own]!
    indices.set(part.indices, entry)
    data.set(part.data, entry)
    entry += part.data.length
  }
  return { ...X, rowCount, starts, indices, data }
}
