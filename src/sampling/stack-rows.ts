import { breathe, type Context, type Matrix, type Part, type SparseMatrix } from '../core/index.ts'
import type { AnyMatrix } from './sampler.ts'

const blockCells = 1 << 17
/** Up to here cell by cell is faster than one call for a row. */
const widthOfShortRows = 32

/** The given rows of X, with space for `extra` rows after them, which stay zero. Dense only where there are extra rows. */
export async function stackRows(X: AnyMatrix, rows: Int32Array, extra: number, context: Context): Promise<AnyMatrix> {
  return X.format === 'csr' ? stackSparse(X, rows, context) : stackDense(X, rows, extra, context)
}

/** The same for a dense matrix. */
export async function stackDense<P extends Part>(
  X: Matrix<P>,
  rows: Int32Array,
  extra: number,
  context: Context,
): Promise<Matrix<P>> {
  const data = new Float64Array((rows.length + extra) * X.columns.length)
  await copyRows(X, rows, data, context)
  return { ...X, rowCount: rows.length + extra, data }
}

/** Copies the given rows of X to the beginning of `into`. */
export async function copyRows(X: Matrix, rows: Int32Array, into: Float64Array, context: Context): Promise<void> {
  const width = X.columns.length
  const block = Math.max(1, Math.floor(blockCells / Math.max(1, width)))
  for (let start = 0; start < rows.length; start += block) {
    await breathe(context, { stage: 'copying rows', done: start, total: rows.length })
    const end = Math.min(start + block, rows.length)
    const span = rows[end - 1]! - rows[start]!
    const isAlmostWhole = span >= 0 && span < 2 * (end - start)
    const copy = isAlmostWhole || width > widthOfShortRows ? copyRuns : copyEach
    copy(X.data, rows, start, end, width, into)
  }
}

/** Copies runs of neighboring rows at once. */
function copyRuns(
  from: Float64Array,
  rows: Int32Array,
  start: number,
  end: number,
  width: number,
  into: Float64Array,
): void {
  for (let to = start; to < end; ) {
    const first = rows[to]!
    let count = 1
    while (to + count < end && rows[to + count] === first + count) count++
    into.set(from.subarray(first * width, (first + count) * width), to * width)
    to += count
  }
}

/** Copies short rows that lie apart. One simple loop, which is compiled soon. */
function copyEach(
  from: Float64Array,
  rows: Int32Array,
  start: number,
  end: number,
  width: number,
  into: Float64Array,
): void {
  let at = start * width
  for (let to = start; to < end; to++) {
    let cell = rows[to]! * width
    const after = cell + width
    for (; cell + 4 <= after; cell += 4, at += 4) {
      into[at] = from[cell]!
      into[at + 1] = from[cell + 1]!
      into[at + 2] = from[cell + 2]!
      into[at + 3] = from[cell + 3]!
    }
    for (; cell < after; cell++, at++) into[at] = from[cell]!
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
