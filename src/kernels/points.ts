import { DataError, OptionError } from '../core/index.ts'

/** Points in space: row-major float64, `rowCount × columnCount`, every number finite. */
export interface Points {
  readonly data: Float64Array
  readonly rowCount: number
  readonly columnCount: number
}

/** Throws a `DataError` that names row and column where a number is missing or infinite, or the shape does not fit. */
export function checkPoints(who: string, { data, rowCount, columnCount }: Points): void {
  if (data.length !== rowCount * columnCount) {
    throw new DataError(`${who}: ${data.length} numbers do not fill ${rowCount} rows of ${columnCount} columns.`)
  }
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!
    // x − x is 0 for every finite x, and NaN otherwise.
    if (value - value === 0) continue
    const row = Math.floor(i / columnCount)
    const problem = Number.isNaN(value) ? 'is missing (NaN)' : 'is infinite'
    throw new DataError(
      `${who}: the value in row ${row}, column ${i % columnCount} ${problem}; distances need finite numbers. Impute it, or drop the row.`,
    )
  }
}

/** Throws when `k` neighbors of each point cannot be found among `available` ones. */
export function checkNeighborCount(who: string, k: number, available: number): void {
  if (!Number.isInteger(k) || k < 0) throw new OptionError(`${who}: \`k\` must be a whole number ≥ 0; it is ${k}.`)
  if (k > available) {
    throw new DataError(`${who}: ${k} neighbors were asked for and there are only ${available}. Lower \`k\`.`)
  }
}
