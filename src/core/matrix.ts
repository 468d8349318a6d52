import { DataError } from './errors.ts'
import type { Part } from './part.ts'

/** What the numbers of a column stand for. `category` holds codes into `categories`; `date` holds epoch microseconds. */
export type ColumnKind = 'number' | 'integer' | 'boolean' | 'category' | 'date'

/** The name and meaning of one column of a matrix. */
export interface Column {
  readonly name: string
  readonly kind: ColumnKind
  /** The levels of a category, in code-point order; a cell holds the index of its level. */
  readonly categories?: readonly string[]
}

/**
 * A table of numbers: row-major float64, `rowCount × columns.length`, NaN for a missing cell. Treat `data` as
 * read-only. `P` is the part of a split that the rows were drawn from; data never split are a `Matrix<never>`.
 */
export interface Matrix<P extends Part = Part> {
  readonly format: 'dense'
  readonly rowCount: number
  readonly columns: readonly Column[]
  readonly data: Float64Array
  readonly part: P | undefined
}

/** Wraps row-major numbers as a matrix, without a copy. `columns` may be a count or the columns themselves. */
export function matrix(data: Float64Array, columns: number | readonly Column[]): Matrix<never> {
  const described = typeof columns === 'number' ? numberColumns(columns) : columns
  const rowCount = described.length === 0 ? 0 : data.length / described.length
  if (!Number.isInteger(rowCount)) {
    throw new DataError(`matrix: ${data.length} numbers do not fill rows of ${described.length} columns.`)
  }
  return { format: 'dense', rowCount, columns: described, data, part: undefined }
}

/** A matrix from an array of rows of equal length. */
export function matrixFromRows(rows: readonly ArrayLike<number>[], columns?: readonly Column[]): Matrix<never> {
  const width = columns?.length ?? rows[0]?.length ?? 0
  const data = new Float64Array(rows.length * width)
  for (const [index, row] of rows.entries()) {
    if (row.length !== width) {
      throw new DataError(`matrix: row ${index} has ${row.length} numbers; ${width} are expected.`)
    }
    data.set(row, index * width)
  }
  return matrix(data, columns ?? width)
}

/** Columns of plain numbers, named x0, x1, … */
export function numberColumns(count: number): Column[] {
  return Array.from({ length: count }, (_, index) => ({ name: `x${index}`, kind: 'number' as const }))
}

/** The rows at the given indices, in that order; a row may be taken more than once. */
export function takeRows<P extends Part>(X: Matrix<P>, rows: ArrayLike<number>): Matrix<P> {
  const width = X.columns.length
  const data = new Float64Array(rows.length * width)
  for (let to = 0; to < rows.length; to++) {
    const start = rows[to]! * width
    for (let column = 0; column < width; column++) data[to * width + column] = X.data[start + column]!
  }
  return { ...X, rowCount: rows.length, data }
}

/** The columns at the given indices, in that order. */
export function takeColumns<P extends Part>(X: Matrix<P>, indices: readonly number[]): Matrix<P> {
  const from = X.columns.length
  const data = new Float64Array(X.rowCount * indices.length)
  let to = 0
  for (let row = 0; row < X.rowCount; row++) for (const index of indices) data[to++] = X.data[row * from + index]!
  return { ...X, columns: indices.map((index) => X.columns[index]!), data }
}
