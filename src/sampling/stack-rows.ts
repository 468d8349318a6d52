import { breathe, type Context, type Matrix, type SparseMatrix } from '../core/index.ts'
import type { AnyMatrix } from './sampler.ts'

const blockCells = 1 << 17

/** The given rows of X, with space for `extra` rows after them, which stay zero. Dense only where there are extra rows. */
export async function stackRows(X: AnyMatrix, rows: Int32Array, extra: number, context: Context): Promise<AnyMatrix> {
  return X.format === 'csr' ? stackSparse(X, rows, context) : stackDense(X, rows, extra, context)
}

async function stackDense(
  X: Matrix<'train'>,
  rows: Int32Array,
  extra: number,
  context: Context,
): Promise<Matrix<'train'>> {
  const width = X.columns.length
  const data = new Float64Array((rows.length + extra) * width)
  const block = Math.max(1, Math.floor(blockCells / Math.max(1, width)))
  for (let start = 0; start < rows.length; start += block) {
    await breathe(context, { stage: 'copying rows', done: start, total: rows.length })
    copyDense(X.data, rows, start, Math.min(start + block, rows.length), width, data)
  }
  return { ...X, rowCount: rows.length + extra, data }
}

/** Copies runs of neighboring rows at once. */
function copyDense(
  from: Float64Array,
  rows: Int32Array,
  start: number,
  end: number,
  width: number,
  into: Float64Array,
): void {
  for (let to = start; to < end; ) {
    let after = to + 1
    while (after < end && rows[after]! === rows[after - 1]! + 1) after++
    const first = rows[to]! * width
    const cells = (after - to) * width
    if (cells > 32) into.set(from.subarray(first, first + cells), to * width)
    else for (let cell = 0; cell < cells; cell++) into[to * width + cell] = from[first + cell]!
    to = after
  }
}

async function stackSparse(
  X: SparseMatrix<'train'>,
  rows: Int32Array,
  context: Context,
): Promise<SparseMatrix<'train'>> {
  const starts = new Int32Array(rows.length + 1)
  for (let to = 0; to < rows.length; to++) {
    starts[to + 1] = starts[to]! + X.starts[rows[to]! + 1]! - X.starts[rows[to]!]!
  }
  const indices = new Int32Array(starts[rows.length]!)
  const data = new Float64Array(starts[rows.length]!)
  for (let to = 0; to < rows.length; to++) {
    if (to % 1024 === 0) await breathe(context, { stage: 'copying rows', done: to, total: rows.length })
    const from = X.starts[rows[to]!]!
    const end = X.starts[rows[to]! + 1]!
    const offset = starts[to]! - from
    for (let entry = from; entry < end; entry++) {
      indices[offset + entry] = X.indices[entry]!
      data[offset + entry] = X.data[entry]!
    }
  }
  return { ...X, rowCount: rows.length, starts, indices, data }
}
