import { countClasses, DataError, type Fold, parseOptions, z } from '../../core/index.ts'
import { foldsOf } from './folds-of.ts'
import { assignWhole } from './group-parts.ts'
import { checkSplitData, refuseLoneClasses, type SplitData } from './split-data.ts'
import { dealIntoFolds } from './stratify-rows.ts'
import { findOrCountUnits, findUnits } from './units.ts'

/** How many folds, how often, and what draws them. */
export const crossValidationOptions = z.strictObject({
  folds: z.int().min(2).default(5).describe('into how many folds the rows are dealt'),
  repeats: z.int().min(1).default(1).describe('how often, each time drawn anew'),
  seed: z.union([z.number(), z.string()]).default(0).describe('draws the rows; the same seed gives the same folds'),
})
export type CrossValidationOptions = z.input<typeof crossValidationOptions>

/**
 * The folds of a stratified cross-validation, `repeats × folds` of them, repeat after repeat. In each repeat every row
 * is in exactly one validation set.
 *
 * Without groups the folds differ by at most one row in every class. With `groups` or `clusters` whole groups are
 * assigned, near the best balance of classes that they allow, also where groups are few (scikit-learn's
 * StratifiedGroupKFold may then leave folds with one class). `time` is not looked at: use `timeFolds`.
 *
 * With `labels` rows may have several: folds are balanced in each label, the rarest first, with whole groups too (Sechidis
 * et al. 2011, extended to groups; iterative-stratification refuses groups).
 *
 * Throws `DataError` for fewer rows or groups than folds and for a class with one row (or in one group).
 */
export function crossValidationFolds(data: SplitData, options: CrossValidationOptions = {}): Fold[] {
  const who = 'crossValidationFolds'
  checkSplitData(who, data)
  const { folds, repeats, seed } = parseOptions(who, crossValidationOptions, options)
  const units = data.labels ? findOrCountUnits(data) : findUnits(data)
  const count = units?.count ?? data.rowCount
  if (count < folds) {
    throw new DataError(
      `${who}: ${count} ${units && units.count < data.rowCount ? 'groups' : 'rows'} cannot fill ${folds} folds. Lower \`folds\` to at most ${count}.`,
    )
  }
  if (data.y && !units) refuseLoneClasses(who, data.y, countClasses(data.y), false)
  const shares = new Float64Array(folds).fill(1 / folds)
  return Array.from({ length: repeats }, (_, repeat) => {
    const drawn = repeat === 0 ? seed : `${seed}/${repeat}`
    const foldOf = units ? assignWhole(who, data, units, shares, drawn) : dealIntoFolds(data, folds, drawn)
    return foldsOf(foldOf, folds)
  }).flat()
}
