import { breathe, type Context, DataError, OptionError } from '../core/index.ts'

/** Points in space: row-major float64, `rowCount × columnCount`, every number finite. */
export interface Points {
  readonly data: Float64Array
  readonly rowCount: number
  readonly columnCount: number
}

const valuesPerSlice = 1 << 18

/** Throws a `DataError` that names row and column where a number is missing or infinite, or the shape does not fit. */
export async function checkPoints(who: string, points: Points, context: Context): Promise<void> {
  const { data, rowCount, columnCount } = points
  if (data.length !== rowCount * columnCount) {
    throw new DataError(`${who}: ${data.length} numbers do not fill ${rowCount} rows of ${columnCount} columns.`)
  }
  for (let from = 0; from < data.length; from += valuesPerSlice) {
    const bad = firstNotFinite(data, from, Math.min(from + valuesPerSlice, data.length))
    if (bad >= 0) {
      const place = `row ${Math.floor(bad / columnCount)}, column ${bad % columnCount}`
      const problem = Number.isNaN(data[bad]) ? 'is missing (NaN)' : 'is infinite'
      throw new DataError(
        `${who}: the value in ${place} ${problem}; distances need finite numbers. Impute it, or drop the row.`,
      )
    }
    await breathe(context)
  }
}

/** The first place from `start` on and before `end` where a number is missing or infinite; −1 where all are finite. */
export function firstNotFinite(data: Float64Array, start: number, end: number): number {
  for (let i = start; i < end; i++) {
    // x − x is 0 for every finite x, and NaN otherwise.
    if (data[i]! - data[i]! !== 0) return i
  }
  return -1
}

/** Throws when `k` neighbors of each point cannot be found among `available` ones. */
export function checkNeighborCount(who: string, k: number, available: number): void {
  if (!Number.isInteger(k) || k < 0) throw new OptionError(`${who}: \`k\` must be a whole number ≥ 0; it is ${k}.`)
  if (k > available) {
    throw new DataError(`${who}: ${k} neighbors were asked for and there are only ${available}. Lower \`k\`.`)
  }
}
