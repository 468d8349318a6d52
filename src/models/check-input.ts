import {
  breathe,
  type Context,
  columnCountOf,
  DataError,
  type Labels,
  type Matrix,
  type SparseMatrix,
} from '../core/index.ts'

/** Refuses cells that a model cannot learn from, naming the column; `missing` says whether NaN is welcome. */
export async function checkCells(
  who: string,
  X: Matrix | SparseMatrix,
  missing: boolean,
  context: Context,
): Promise<void> {
  for (let from = 0; from < X.data.length; from += 1e6) {
    await breathe(context)
    checkFinite(who, X, missing, from, Math.min(X.data.length, from + 1e6))
  }
}

/** The same for some of the cells, in one go. */
export function checkFinite(
  who: string,
  X: Matrix | SparseMatrix,
  missing: boolean,
  from = 0,
  to = X.data.length,
): void {
  const at = missing ? firstInfinite(X.data, from, to) : firstOdd(X.data, from, to)
  if (at < 0) return
  const { data } = X
  const { row, column } = placeOf(X, at)
  if (Number.isNaN(data[at]!)) {
    throw new DataError(
      `${who}: column ${column} has a missing value (row ${row}). Fill missing values first, with \`simpleImputer\` or \`tabularEncoder\`.`,
    )
  }
  throw new DataError(`${who}: column ${column} has an infinite value (row ${row}). Replace it by a number.`)
}

/** Refuses rows of another width than those that a unit was fitted on. */
export function checkWidth(who: string, X: Matrix | SparseMatrix, fitted: number): void {
  const given = columnCountOf(X)
  if (given === fitted) return
  throw new DataError(
    `${who}: X has ${given} columns; it was fitted on ${fitted}. Encode both with the same fitted encoder.`,
  )
}

/** Refuses columns that still hold codes of categories. */
export function checkEncoded(who: string, X: Matrix | SparseMatrix): void {
  if (X.format === 'csr') return
  const category = X.columns.find(({ kind }) => kind === 'category')
  if (!category) return
  throw new DataError(
    `${who}: column "${category.name}" holds categories. Encode them first, with \`oneHotEncoder\` or \`tabularEncoder\`.`,
  )
}

/** Refuses data whose rows do not belong together, and weights that are none. */
export function checkRows(
  who: string,
  X: Matrix | SparseMatrix,
  y: Labels,
  sampleWeight: Float64Array | undefined,
): void {
  if (X.rowCount !== y.codes.length) {
    throw new DataError(`${who}: X has ${X.rowCount} rows and y has ${y.codes.length}. Pass one label a row.`)
  }
  checkWeights(who, X.rowCount, sampleWeight)
}

/** Refuses weights that are none. */
export function checkWeights(who: string, rowCount: number, sampleWeight: Float64Array | undefined): void {
  if (!sampleWeight) return
  if (sampleWeight.length !== rowCount) {
    throw new DataError(`${who}: there are ${sampleWeight.length} weights for ${rowCount} rows. Pass one weight a row.`)
  }
  const wrong = sampleWeight.findIndex((weight) => !(weight >= 0 && weight < Infinity))
  if (wrong >= 0) {
    throw new DataError(`${who}: the weight of row ${wrong} is ${sampleWeight[wrong]}. Weights must be finite and ≥ 0.`)
  }
}

function firstOdd(data: Float64Array, from: number, to: number): number {
  // x − x is 0 for every number but NaN and the infinities; a sum of them finds the rare case without a branch.
  let odd = 0
  for (let at = from; at < to; at++) odd += data[at]! - data[at]!
  return odd === 0 ? -1 : data.findIndex((value, index) => index >= from && !Number.isFinite(value))
}

function firstInfinite(data: Float64Array, from: number, to: number): number {
  for (let at = from; at < to; at++) if (Math.abs(data[at]!) === Infinity) return at
  return -1
}

function placeOf(X: Matrix | SparseMatrix, at: number): { row: number; column: string } {
  if (X.format === 'dense') {
    const width = X.columns.length
    return { row: Math.floor(at / width), column: `"${X.columns[at % width]!.name}"` }
  }
  return { row: X.starts.findIndex((start) => start > at) - 1, column: `${X.indices[at]}` }
}
