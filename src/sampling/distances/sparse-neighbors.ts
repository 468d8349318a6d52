import { breathe, type Context, type SparseMatrix } from '../../core/index.ts'

/**
 * For each given row of a sparse matrix its k nearest other rows, `rows × k`, by distance, then by row: bit for bit
 * those of the same matrix written out.
 *
 * One pass over the columns of the query's entries adds up its products with all rows; from these and the squared norms
 * come distances with a bound on their error, and only rows that the bound leaves in doubt are measured as the dense
 * search measures. Memory is that of the entries once more (by column) and one number a row, never rows × columns.
 */
export async function sparseNeighbors(
  X: SparseMatrix,
  rows: Int32Array,
  k: number,
  context: Context,
): Promise<Int32Array> {
  const columns = await byColumn(X, context)
  const norms = squaredNorms(X)
  const products = new Float64Array(X.rowCount)
  const found = new Int32Array(rows.length * k)
  const nearest = { rows: new Int32Array(k), distances: new Float64Array(k) }
  for (let query = 0; query < rows.length; query++) {
    await breathe(context, { stage: 'neighbors', done: query, total: rows.length })
    addProducts(X, columns, rows[query]!, products)
    nearestOf(X, norms, products, rows[query]!, k, nearest)
    found.set(nearest.rows, query * k)
  }
  return found
}

/** The entries of a matrix column by column. */
interface Columns {
  readonly starts: Int32Array
  readonly rows: Int32Array
  readonly data: Float64Array
}

async function byColumn(X: SparseMatrix, context: Context): Promise<Columns> {
  const starts = new Int32Array(X.columnCount + 1)
  for (const column of X.indices) starts[column + 1]!++
  for (let column = 0; column < X.columnCount; column++) starts[column + 1]! += starts[column]!
  const next = starts.slice(0, X.columnCount)
  const rows = new Int32Array(X.indices.length)
  const data = new Float64Array(X.indices.length)
  for (let row = 0; row < X.rowCount; row++) {
    if (row % 4096 === 0) await breathe(context, { stage: 'sorting columns', done: row, total: X.rowCount })
    for (let entry = X.starts[row]!; entry < X.starts[row + 1]!; entry++) {
      const to = next[X.indices[entry]!]!++
      rows[to] = row
      data[to] = X.data[entry]!
    }
  }
  return { starts, rows, data }
}

function squaredNorms({ rowCount, starts, data }: SparseMatrix): Float64Array {
  const norms = new Float64Array(rowCount)
  for (let row = 0; row < rowCount; row++) {
    let sum = 0
    for (let entry = starts[row]!; entry < starts[row + 1]!; entry++) sum += data[entry]! * data[entry]!
    norms[row] = sum
  }
  return norms
}

function addProducts(X: SparseMatrix, columns: Columns, query: number, products: Float64Array): void {
  products.fill(0)
  for (let entry = X.starts[query]!; entry < X.starts[query + 1]!; entry++) {
    const value = X.data[entry]!
    const column = X.indices[entry]!
    for (let at = columns.starts[column]!; at < columns.starts[column + 1]!; at++) {
      products[columns.rows[at]!]! += value * columns.data[at]!
    }
  }
}

/** Rows in their order; one that surely lies beyond the k nearest so far is passed by, every other is measured. */
function nearestOf(
  X: SparseMatrix,
  norms: Float64Array,
  products: Float64Array,
  query: number,
  k: number,
  nearest: { readonly rows: Int32Array; readonly distances: Float64Array },
): void {
  const { rows, distances } = nearest
  const own = norms[query]!
  // Each sum of n products errs by at most n roundings of its parts; 4 more for what is done with the three sums.
  const slack = (X.starts[query + 1]! - X.starts[query]! + 4) * 2 * Number.EPSILON
  let filled = 0
  for (let row = 0; row < X.rowCount; row++) {
    if (row === query) continue
    const norm = norms[row]!
    if (filled === k) {
      const entries = (X.starts[row + 1]! - X.starts[row]!) * 2 * Number.EPSILON
      const least = own + norm - 2 * products[row]! - (slack + entries) * (own + norm)
      if (least > distances[k - 1]!) continue
    }
    const distance = sparseSquaredDistance(X, query, row)
    if (filled === k && distance >= distances[k - 1]!) continue
    let at = filled < k ? filled++ : k - 1
    for (; at > 0 && distances[at - 1]! > distance; at--) {
      distances[at] = distances[at - 1]!
      rows[at] = rows[at - 1]!
    }
    distances[at] = distance
    rows[at] = row
  }
}

/** Summed over the columns in their order; a column in which both are zero adds nothing, so the bits are the dense ones. */
function sparseSquaredDistance({ starts, indices, data }: SparseMatrix, a: number, b: number): number {
  let left = starts[a]!
  let right = starts[b]!
  const leftEnd = starts[a + 1]!
  const rightEnd = starts[b + 1]!
  let sum = 0
  while (left < leftEnd || right < rightEnd) {
    const leftColumn = left < leftEnd ? indices[left]! : Number.POSITIVE_INFINITY
    const rightColumn = right < rightEnd ? indices[right]! : Number.POSITIVE_INFINITY
    let difference = 0
    if (leftColumn <= rightColumn) difference = data[left++]!
    if (rightColumn <= leftColumn) difference -= data[right++]!
    sum += difference * difference
  }
  return sum
}
