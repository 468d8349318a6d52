import { breathe, type Column, type Context, DataError, type Matrix, type SparseMatrix } from '../core/index.ts'
import { firstNotFinite } from '../kernels/index.ts'
import type { Accepts, AnyMatrix, Reads, SamplerKind } from './sampler.ts'

/** Whether a cell of the column stands for a level rather than an amount. */
export function isCategorical(column: Column): boolean {
  return column.kind === 'category' || column.kind === 'boolean'
}

/** Refuses columns that the method cannot read, each with its remedy, and says whether cells are missing. */
export async function checkColumns(
  who: string,
  kind: SamplerKind,
  reads: Reads,
  X: AnyMatrix,
  context: Context,
  accepts: readonly Accepts[] = [],
): Promise<boolean> {
  if (reads === 'labels') return false
  if (X.format === 'csr') {
    if (reads === 'numbers') return checkEntries(who, X)
    throw new DataError(
      `${who}: reads categories, which are columns of a dense matrix; X is sparse. Use \`smote\` or \`randomOverSampler\`.`,
    )
  }
  if (X.columns.length === 0) throw new DataError(`${who}: X has no columns. Pass at least one numeric column.`)
  if (reads === 'mixed') checkMixed(who, X)
  else if (reads === 'categories') checkCategories(who, X)
  else checkNumbers(who, kind, X)
  const missing = await checkFinite(who, X, accepts.includes('missing'), context)
  await checkCodes(who, X, context)
  return missing
}

/** A sparse matrix keeps zeros unwritten, not missing cells. */
function checkEntries(who: string, X: SparseMatrix): boolean {
  const bad = X.data.findIndex((value) => !Number.isFinite(value))
  if (bad < 0) return false
  const what = Number.isNaN(X.data[bad]!) ? 'missing' : 'infinite'
  throw new DataError(
    `${who}: an entry of column ${X.indices[bad]} is ${what}, and distances need finite values. Replace or leave out such rows.`,
  )
}

function checkNumbers(who: string, kind: SamplerKind, X: Matrix): void {
  const adds = kind === 'over' || kind === 'combined'
  const column = X.columns.find((candidate) => (adds ? isCategorical(candidate) : candidate.kind === 'category'))
  if (!column) return
  const what = `column "${column.name}" is ${column.kind === 'category' ? 'a category' : 'true or false'}`
  throw new DataError(
    adds
      ? `${who}: ${what}, and numbers between its codes mean nothing. Use \`smotenc\`, which reads such columns.`
      : `${who}: ${what}, and distances between its codes mean nothing. Encode it first, with \`oneHotEncoder\` say.`,
  )
}

function checkMixed(who: string, X: Matrix): void {
  const categorical = X.columns.filter(isCategorical).length
  if (categorical === 0) {
    throw new DataError(`${who}: no column is a category or true/false. Use \`smote\`, which is for numbers alone.`)
  }
  if (categorical === X.columns.length) {
    throw new DataError(
      `${who}: no column is a number, and distances need one. Use \`smoten\`, which is for categories alone.`,
    )
  }
}

function checkCategories(who: string, X: Matrix): void {
  const column = X.columns.find((candidate) => !isCategorical(candidate))
  if (!column) return
  throw new DataError(
    `${who}: column "${column.name}" holds numbers, and only levels are compared. Use \`smotenc\`, which reads both, or \`smote\`.`,
  )
}

const blockSize = 1 << 18

async function checkFinite(who: string, X: Matrix, mayMiss: boolean, context: Context): Promise<boolean> {
  const { data } = X
  let missing = false
  for (let start = 0; start < data.length; start += blockSize) {
    await breathe(context, { stage: 'checking', done: start, total: data.length })
    const end = Math.min(start + blockSize, data.length)
    const bad = firstNotFinite(data, start, end)
    if (bad < 0) continue
    for (let cell = bad; cell < end; cell++) {
      if (Number.isFinite(data[cell]!)) continue
      if (!mayMiss || !Number.isNaN(data[cell]!)) refuseCell(who, X, cell)
      missing = true
    }
  }
  return missing
}

/** A code beyond the levels of its column would be counted for a level that is not there. */
async function checkCodes(who: string, { rowCount, columns, data }: Matrix, context: Context): Promise<void> {
  const width = columns.length
  for (const [index, { name, kind, categories }] of columns.entries()) {
    if (kind !== 'category' || !categories) continue
    for (let row = 0; row < rowCount; row++) {
      if (row % blockSize === 0) await breathe(context, { stage: 'checking', done: row, total: rowCount })
      const code = data[row * width + index]!
      // Whole and within the levels, or missing.
      if ((code >= 0 && code < categories.length && Math.trunc(code) === code) || Number.isNaN(code)) continue
      throw new DataError(
        `${who}: column "${name}", row ${row} has the code ${code}, which is none of its ${categories.length} levels. Pass codes from 0 to ${categories.length - 1}, or the levels that they stand for.`,
      )
    }
  }
}

function refuseCell(who: string, X: Matrix, cell: number): never {
  const width = X.columns.length
  const place = `column "${X.columns[cell % width]!.name}", row ${Math.floor(cell / width)}`
  if (Number.isNaN(X.data[cell]!)) {
    throw new DataError(
      `${who}: ${place} is missing, and distances need every value. Fill missing values first, with \`simpleImputer\` say.`,
    )
  }
  throw new DataError(`${who}: ${place} is infinite, and distances need finite values. Replace or leave out such rows.`)
}
