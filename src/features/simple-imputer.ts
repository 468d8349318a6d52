import { breathe, type Column, type Matrix, type Part, refuseToLearn, z } from '../core/index.ts'
import { checkColumns, isMeasure, recode } from './check-columns.ts'
import { defineFeatures } from './define-features.ts'

/** The level that stands for a missing category. */
export const missingLevel = '(missing)'

const simpleImputerOptions = z.strictObject({
  strategy: z.enum(['median', 'mean', 'most_frequent']).default('median').describe('what fills a missing number'),
  categories: z
    .enum(['missing', 'most_frequent'])
    .default('missing')
    .describe('what fills a missing category: a level of its own, or the most frequent level'),
  addIndicator: z
    .boolean()
    .default(true)
    .describe('add a true-or-false column for each number or boolean column that had missing cells'),
})

interface ImputedColumn {
  readonly column: Column
  /** What a missing cell becomes. */
  readonly fill: number
  readonly indicator: boolean
}

/**
 * Fills missing cells (NaN).
 *
 * Numbers, integers and dates get the median (default), the mean or the most frequent value of the training rows; a
 * column that was missing throughout gets 0. Booleans get the most frequent value. Categories get a level of their
 * own, `(missing)`, appended after the known ones (default), or their most frequent level. Ties go to the smallest
 * value. A level that the fitted column does not know stays missing; one-hot encoding gives it no column.
 *
 * With `addIndicator` (default) a boolean column `NAME missing` is appended for each number or boolean column that had
 * a missing cell when fitting. Values are those of scikit-learn's `SimpleImputer`.
 */
export const simpleImputer = defineFeatures({
  name: 'simpleImputer',
  options: simpleImputerOptions,

  async learn(X: Matrix<'train'>, options, context): Promise<readonly ImputedColumn[]> {
    refuseToLearn('simpleImputer', X)
    const imputed: ImputedColumn[] = []
    for (const [index, column] of X.columns.entries()) {
      await breathe(context, { stage: 'impute', done: index, total: X.columns.length })
      const values = presentValues(X, index)
      const missing = values.length < X.rowCount
      if (column.kind === 'category' && options.categories === 'missing') {
        const known = column.categories ?? []
        imputed.push({
          column: { ...column, categories: [...known, missingLevel] },
          fill: known.length,
          indicator: false,
        })
      } else {
        const strategy = isMeasure(column) ? options.strategy : 'most_frequent'
        const indicator = missing && options.addIndicator && column.kind !== 'category'
        imputed.push({ column: { ...column }, fill: values.length === 0 ? 0 : statistic(values, strategy), indicator })
      }
    }
    return imputed
  },

  restore(state) {
    const fitted = state.map(({ column }) => column)
    const flagged = state.flatMap(({ indicator }, index) => (indicator ? [index] : []))
    const columns: readonly Column[] = [
      ...fitted,
      ...flagged.map((index) => ({ name: `${fitted[index]!.name} missing`, kind: 'boolean' as const })),
    ]
    const from = state.length
    const to = columns.length

    function transform<P extends Part>(X: Matrix<P>): Matrix<P> {
      checkColumns('simpleImputer', X, fitted)
      const data = new Float64Array(X.rowCount * to)
      for (const [index, { column, fill }] of state.entries()) {
        const codes = column.kind === 'category' ? recode(X.columns[index]!, knownLevels(column)) : undefined
        for (let row = 0; row < X.rowCount; row++) {
          const value = X.data[row * from + index]!
          let cell = value
          if (Number.isNaN(value)) cell = fill
          else if (codes) cell = codes[value]! < 0 ? NaN : codes[value]!
          data[row * to + index] = cell
        }
      }
      for (const [place, index] of flagged.entries()) {
        for (let row = 0; row < X.rowCount; row++) {
          data[row * to + from + place] = Number.isNaN(X.data[row * from + index]!) ? 1 : 0
        }
      }
      return { ...X, columns, data }
    }

    /** Takes the indicators off again and makes what they mark, and the level `(missing)`, missing. */
    function inverseTransform<P extends Part>(X: Matrix<P>): Matrix<P> {
      const original = state.map(({ column }) =>
        column.kind === 'category' ? { ...column, categories: knownLevels(column) } : column,
      )
      const data = new Float64Array(X.rowCount * from)
      for (const [index, column] of original.entries()) {
        const flag = flagged.indexOf(index)
        const levelCount = column.categories?.length ?? Infinity
        for (let row = 0; row < X.rowCount; row++) {
          const value = X.data[row * to + index]!
          const gone = flag < 0 ? value >= levelCount : X.data[row * to + from + flag]! >= 0.5
          data[row * from + index] = gone ? NaN : value
        }
      }
      return { ...X, columns: original, data }
    }

    return { columns, transform, inverseTransform }
  },
})

function knownLevels(column: Column): readonly string[] {
  const levels = column.categories ?? []
  return levels[levels.length - 1] === missingLevel ? levels.slice(0, -1) : levels
}

function presentValues(X: Matrix, column: number): Float64Array {
  const values = new Float64Array(X.rowCount)
  const width = X.columns.length
  let count = 0
  for (let cell = column; cell < X.data.length; cell += width) {
    const value = X.data[cell]!
    if (!Number.isNaN(value)) values[count++] = value
  }
  return values.subarray(0, count)
}

/** Reorders `values`. */
function statistic(values: Float64Array, strategy: 'median' | 'mean' | 'most_frequent'): number {
  if (strategy === 'mean') return values.reduce((sum, value) => sum + value, 0) / values.length
  values.sort()
  const middle = values.length >> 1
  if (strategy === 'median')
    return values.length % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2
  let best = values[0]!
  let bestCount = 0
  for (let start = 0, at = 1; at <= values.length; at++) {
    if (at < values.length && values[at] === values[start]) continue
    if (at - start > bestCount) {
      bestCount = at - start
      best = values[start]!
    }
    start = at
  }
  return best
}
