import { breathe, type Column, type Matrix, matrix, type Part, refuseToLearn, z } from '../core/index.ts'
import { checkColumns, recode } from './check-columns.ts'
import { defineFeatures } from './define-features.ts'

const ordinalEncoderOptions = z.strictObject({
  maxCategories: z
    .int()
    .min(2)
    .default(255)
    .describe('levels of a category that keep a code of their own, the commonest first; all others become missing'),
})

/**
 * Gives every category the codes of the levels that training rows had, and leaves all other columns, and missing cells,
 * as they are: what a learner needs that takes categories and missing values natively (`histGradientBoosting`), also
 * for rows of another file, whose levels have other codes.
 *
 * Up to `maxCategories` levels (default 255) are kept, the commonest, ties by the order of the levels; rarer ones and
 * those unknown when fitting become missing. Do not use it in front of a linear model, to which a code would be an
 * amount: `oneHotEncoder` is for that. The same as scikit-learn's `OrdinalEncoder` with
 * `handle_unknown='use_encoded_value'` and `unknown_value=nan` where no level is dropped.
 */
export const ordinalEncoder = defineFeatures({
  name: 'ordinalEncoder',
  options: ordinalEncoderOptions,

  async learn(X: Matrix<'train'>, { maxCategories }, context): Promise<readonly Column[]> {
    refuseToLearn('ordinalEncoder', X)
    const columns: Column[] = []
    for (const [index, column] of X.columns.entries()) {
      await breathe(context, { stage: 'levels', done: index, total: X.columns.length })
      const { name, kind } = column
      columns.push(
        kind === 'category' ? { name, kind, categories: keptLevels(X, index, maxCategories) } : { name, kind },
      )
    }
    return columns
  },

  restore: (columns) => ({
    columns,
    transform<P extends Part>(X: Matrix<P>): Matrix<P> {
      checkColumns('ordinalEncoder', X, columns)
      const data = X.data.slice()
      for (const [index, { kind, categories = [] }] of columns.entries()) {
        const codeOf = kind === 'category' ? recode(X.columns[index]!, categories) : undefined
        if (!codeOf) continue
        for (let cell = index; cell < data.length; cell += columns.length) {
          const code = codeOf[data[cell]!] ?? -1
          data[cell] = code < 0 ? Number.NaN : code
        }
      }
      return { ...matrix(data, columns), rowCount: X.rowCount, part: X.part }
    },
  }),
})

/** The commonest levels of a column, in order of their codes. */
function keptLevels(X: Matrix, index: number, limit: number): string[] {
  const levels = X.columns[index]!.categories ?? []
  const counts = new Int32Array(levels.length)
  for (let cell = index; cell < X.data.length; cell += X.columns.length) {
    const code = X.data[cell]!
    if (!Number.isNaN(code)) counts[code]!++
  }
  return Array.from(levels.keys())
    .filter((code) => counts[code]! > 0)
    .sort((a, b) => counts[b]! - counts[a]! || a - b)
    .slice(0, limit)
    .sort((a, b) => a - b)
    .map((code) => levels[code]!)
}
