import {
  breathe,
  type Column,
  type Matrix,
  matrix,
  type Part,
  refuseToLearn,
  type SparseMatrix,
  sparseMatrix,
  z,
} from '../core/index.ts'
import { checkColumns } from './check-columns.ts'
import { defineFeatures } from './define-features.ts'

/** Up to so many output columns a dense matrix is the better model input. */
export const widestDense = 512

const oneHotEncoderOptions = z.strictObject({
  minFrequency: z
    .int()
    .min(1)
    .default(10)
    .describe('levels with fewer training rows share one column, (rare); 1 keeps every level'),
  output: z
    .enum(['auto', 'dense', 'sparse'])
    .default('auto')
    .describe(`kind of matrix; auto is dense up to ${widestDense} columns`),
})

interface EncodedColumn {
  readonly column: Column
  /** Absent for a column that passes through. The levels that have a column of their own, in order of their codes. */
  readonly kept?: readonly string[]
  /** Whether a column for the rare levels follows. */
  readonly pooled?: boolean
}

/**
 * Gives each level of a category a column that is 1 where the row has it and 0 elsewhere; other columns pass through.
 *
 * Columns keep their places, levels the order of their codes; the new columns are called `COLUMN=LEVEL`. Levels with
 * fewer than `minFrequency` training rows (default 10) share one column `COLUMN=(rare)`, placed last. A level without
 * training rows has no column. Levels unknown when fitting, and missing cells, count as rare where there is a column
 * for that and get all zeros elsewhere. The same as scikit-learn's
 * `OneHotEncoder(min_frequency=…, handle_unknown='infrequent_if_exist')` but for missing cells.
 *
 * Gives a `Matrix` up to 512 columns and a `SparseMatrix` beyond (`columns` names them in both cases), so that a
 * category of 100,000 levels costs what its rows cost. One-hot comes after SMOTENC, never before.
 */
export const oneHotEncoder = defineFeatures({
  name: 'oneHotEncoder',
  options: oneHotEncoderOptions,

  async learn(X: Matrix<'train'>, options, context): Promise<readonly EncodedColumn[]> {
    refuseToLearn('oneHotEncoder', X)
    const encoded: EncodedColumn[] = []
    for (const [index, column] of X.columns.entries()) {
      await breathe(context, { stage: 'one-hot', done: index, total: X.columns.length })
      if (column.kind !== 'category') {
        encoded.push({ column })
        continue
      }
      const levels = column.categories ?? []
      const counts = new Int32Array(levels.length)
      for (let cell = index; cell < X.data.length; cell += X.columns.length) {
        const code = X.data[cell]!
        if (!Number.isNaN(code)) counts[code]!++
      }
      const kept = levels.filter((_, code) => counts[code]! >= options.minFrequency)
      const pooled = counts.some((count) => count > 0 && count < options.minFrequency)
      encoded.push({ column: { name: column.name, kind: column.kind }, kept, pooled })
    }
    return encoded
  },

  restore(state, options) {
    const fitted = state.map(({ column }) => column)
    const columns: readonly Column[] = state.flatMap(outputColumns)
    const firsts = new Int32Array(state.length)
    let next = 0
    for (const [index, entry] of state.entries()) {
      firsts[index] = next
      next += entry.kept ? entry.kept.length + (entry.pooled ? 1 : 0) : 1
    }
    const dense = options.output === 'dense' || (options.output === 'auto' && columns.length <= widestDense)

    function transform<P extends Part>(X: Matrix<P>): Matrix<P> | SparseMatrix<P> {
      checkColumns('oneHotEncoder', X, fitted)
      const places = state.map((entry, index) => entry.kept && outputPlaces(entry, X.columns[index]!, firsts[index]!))
      return { ...(dense ? toDense(X, places, firsts, columns) : toSparse(X, places, firsts, columns)), part: X.part }
    }

    return { columns, transform }
  },
})

function outputColumns({ column, kept, pooled }: EncodedColumn): Column[] {
  if (!kept) return [column]
  const levels = pooled ? [...kept, '(rare)'] : kept
  return levels.map((level) => ({ name: `${column.name}=${level}`, kind: 'boolean' }))
}

/** For each code of the given column its output column, −1 for none; one entry more, at the end, for missing cells. */
function outputPlaces({ kept = [], pooled }: EncodedColumn, column: Column, first: number): Int32Array {
  const levels = column.categories ?? []
  const other = pooled ? first + kept.length : -1
  const places = new Int32Array(levels.length + 1).fill(other)
  const keptAt = new Map(kept.map((level, index) => [level, first + index]))
  for (let code = 0; code < levels.length; code++) {
    const place = keptAt.get(levels[code]!)
    if (place !== undefined) places[code] = place
  }
  return places
}

type Places = readonly (Int32Array | undefined)[]

function toDense(X: Matrix, places: Places, firsts: Int32Array, columns: readonly Column[]): Matrix<never> {
  const from = X.columns.length
  const to = columns.length
  const data = new Float64Array(X.rowCount * to)
  for (let j = 0; j < from; j++) {
    const placeOf = places[j]
    const first = firsts[j]!
    for (let row = 0; row < X.rowCount; row++) {
      const value = X.data[row * from + j]!
      if (!placeOf) data[row * to + first] = value
      else {
        const place = placeOf[Number.isNaN(value) ? placeOf.length - 1 : value]!
        if (place >= 0) data[row * to + place] = 1
      }
    }
  }
  return { ...matrix(data, columns), rowCount: X.rowCount }
}

function toSparse(X: Matrix, places: Places, firsts: Int32Array, columns: readonly Column[]): SparseMatrix<never> {
  const from = X.columns.length
  const starts = new Int32Array(X.rowCount + 1)
  const indices = new Int32Array(X.data.length)
  const data = new Float64Array(X.data.length)
  let filled = 0
  for (let row = 0; row < X.rowCount; row++) {
    for (let j = 0; j < from; j++) {
      const value = X.data[row * from + j]!
      const placeOf = places[j]
      const place = placeOf ? placeOf[Number.isNaN(value) ? placeOf.length - 1 : value]! : firsts[j]!
      if (place < 0 || (!placeOf && value === 0)) continue
      indices[filled] = place
      data[filled++] = placeOf ? 1 : value
    }
    starts[row + 1] = filled
  }
  return sparseMatrix(starts, indices.slice(0, filled), data.slice(0, filled), columns.length)
}
