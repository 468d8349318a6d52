import { DataError, type Fold, type Labels, parseOptions, rowsByClass, z } from '../../core/index.ts'
import { sortedOrder } from '../scores/sorted-order.ts'
import { foldsOf } from './folds-of.ts'

/** Into how many folds. */
export const hardnessFoldsOptions = z.strictObject({
  folds: z.int().min(2).default(5).describe('into how many folds the rows are dealt'),
})
export type HardnessFoldsOptions = z.input<typeof hardnessFoldsOptions>

/**
 * Folds of a cross-validation that are equally hard: within each class the rows are put in the order of their scores and
 * dealt to the folds in turn, the next class going on where the one before ended. For comparing models on few rare
 * rows, where chance gives one fold the hard ones and another the easy ones, and figures vary from fold to fold.
 *
 * `scores` says how probable a model finds the rare class for each row, or each row's own class where there are more
 * than two; judge it out of fold, on the same rows. Nothing is drawn. Not for the figure that you report: folds made
 * with knowledge of the labels' hardness vary less than new data will.
 *
 * Equal to imbalanced-learn's `InstanceHardnessCV` for the probabilities of its `pos_label`. Throws a `DataError` for
 * scores that are missing or not one a row, and for fewer rows than folds.
 */
export function hardnessFolds(y: Labels, scores: Float64Array, options: HardnessFoldsOptions = {}): Fold[] {
  const who = 'hardnessFolds'
  const { folds } = parseOptions(who, hardnessFoldsOptions, options)
  const rowCount = y.codes.length
  if (scores.length !== rowCount) {
    throw new DataError(`${who}: there are ${scores.length} scores for ${rowCount} rows. Give one a row.`)
  }
  const missing = scores.findIndex(Number.isNaN)
  if (missing >= 0) throw new DataError(`${who}: row ${missing} has no score. Give one a row.`)
  if (rowCount < folds) {
    throw new DataError(`${who}: ${rowCount} rows cannot fill ${folds} folds. Lower \`folds\` to at most ${rowCount}.`)
  }
  const foldOf = new Int32Array(rowCount)
  let dealt = 0
  for (const rows of rowsByClass(y)) {
    const order = sortedOrder(Float64Array.from(rows, (row) => scores[row]!))
    for (const place of order) foldOf[rows[place]!] = dealt++ % folds
  }
  return foldsOf(foldOf, folds)
}
