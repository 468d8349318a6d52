import { breathe, type Context, type Matrix, type SparseMatrix } from '../core/index.ts'

/** Rows of features as the linear models read them: dense, or sparse where most cells are zero. */
export interface Design {
  readonly rowCount: number
  readonly columnCount: number
  /** Row-major cells; undefined for a sparse design. */
  readonly cells: Float64Array | undefined
  /** Compressed sparse rows; empty for a dense design. */
  readonly starts: Int32Array
  readonly indices: Int32Array
  readonly values: Float64Array
}

/** Below this share of non-zero cells the sparse loops are the faster ones. */
const sparseShare = 0.35
const none = new Int32Array(0)

/** Reads a matrix as a design; a dense one of mostly zeros, as one-hot encoding gives, becomes sparse. */
export async function designOf(X: Matrix | SparseMatrix, context: Context): Promise<Design> {
  if (X.format === 'csr' || X.data.length === 0) return plainDesign(X)
  const { data, rowCount } = X
  const width = X.columns.length
  const starts = new Int32Array(rowCount + 1)
  const block = Math.max(1, Math.floor(1e6 / width))
  for (let from = 0; from < rowCount; from += block) {
    await breathe(context, { stage: 'read', done: from, total: rowCount })
    const to = Math.min(rowCount, from + block)
    let filled = starts[from]!
    for (let row = from, cell = from * width; row < to; row++) {
      for (let j = 0; j < width; j++) if (data[cell++] !== 0) filled++
      starts[row + 1] = filled
    }
    if (filled > sparseShare * data.length) return plainDesign(X)
  }
  const indices = new Int32Array(starts[rowCount]!)
  const values = new Float64Array(starts[rowCount]!)
  for (let from = 0, filled = 0; from < rowCount; from += block) {
    await breathe(context, { stage: 'read', done: from, total: rowCount })
    const to = Math.min(rowCount, from + block)
    for (let row = from, cell = from * width; row < to; row++) {
      for (let j = 0; j < width; j++) {
        const value = data[cell++]!
        if (value === 0) continue
        indices[filled] = j
        values[filled++] = value
      }
    }
  }
  return { rowCount, columnCount: width, cells: undefined, starts, indices, values }
}

/** The same cells in the form in which they come. */
export function plainDesign(X: Matrix | SparseMatrix): Design {
  const { rowCount } = X
  if (X.format === 'csr') {
    const { columnCount, starts, indices, data } = X
    return { rowCount, columnCount, cells: undefined, starts, indices, values: data }
  }
  const values = new Float64Array(0)
  return { rowCount, columnCount: X.columns.length, cells: X.data, starts: none, indices: none, values }
}

/** How many cells a pass over the design reads. */
export function cellCount(design: Design): number {
  return design.cells ? design.cells.length : design.values.length
}
