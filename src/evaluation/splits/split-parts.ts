import { countClasses, DataError, OptionError, type Parts, parseOptions, split, z } from '../../core/index.ts'
import { assignWhole } from './group-parts.ts'
import { checkSplitData, refuseLoneClasses, type SplitData } from './split-data.ts'
import { dealIntoParts } from './stratify-rows.ts'
import { timeParts } from './time-parts.ts'
import { findOrCountUnits, findUnits } from './units.ts'

/** How large the parts are and what draws them. */
export const splitPartsOptions = z.strictObject({
  train: z.number().gt(0).max(1).default(0.6).describe('share of the rows to learn from'),
  validation: z.number().min(0).lt(1).default(0.2).describe('share of the rows to choose thresholds on'),
  test: z.number().min(0).lt(1).default(0.2).describe('share of the rows for the one judgment at the end'),
  seed: z.union([z.number(), z.string()]).default(0).describe('draws the rows; the same seed gives the same parts'),
  gap: z.number().min(0).default(0).describe('with times: rows this close before the next part are left out'),
})
export type SplitPartsOptions = z.input<typeof splitPartsOptions>

/**
 * Parts a data set into train, validation and test, 0.6, 0.2 and 0.2 by default.
 *
 * Without groups each class gives every part its share, rounded down or up; rows are drawn by `portableOrder`, so that
 * SQL engines can draw the same. With `groups` or `clusters` whole groups are assigned, near the best balance of
 * classes that they allow. With `time` the earliest rows are train and the latest test; rows of one moment stay
 * together, rows less than or just `gap` before the next part are in no part, and so are later rows of a group that is
 * already in an earlier part.
 *
 * With `labels` rows may have several: parts are balanced in each label, the rarest first, and hold about their share of
 * rows, with whole groups too (Sechidis et al. 2011, extended to groups); a label that fewer rows or groups have than there
 * are parts is in train at least.
 *
 * Throws `DataError` where a class has one row (or lies in one group) and where there are fewer groups than parts.
 */
export function splitParts(data: SplitData, options: SplitPartsOptions = {}): Parts {
  const who = 'splitParts'
  checkSplitData(who, data)
  const { train, validation, test, seed, gap } = parseOptions(who, splitPartsOptions, options)
  const sum = train + validation + test
  if (Math.abs(sum - 1) > 1e-9) {
    throw new OptionError(
      `${who}: \`train\`, \`validation\` and \`test\` must sum to 1; they sum to ${Number(sum.toFixed(6))}.`,
    )
  }
  const fractions = Float64Array.of(train, validation, test)
  const partOf = data.time ? timeParts(who, data, data.time, fractions, gap) : drawParts(who, data, fractions, seed)
  return Object.freeze({
    train: split('train', rowsOf(partOf, 0)),
    validation: split('validation', rowsOf(partOf, 1)),
    test: split('test', rowsOf(partOf, 2)),
  })
}

function drawParts(who: string, data: SplitData, fractions: Float64Array, seed: number | string): Int32Array {
  const used = [...fractions.keys()].filter((part) => fractions[part]! > 0)
  const units = data.labels ? findOrCountUnits(data) : findUnits(data)
  if ((units?.count ?? data.rowCount) < used.length) {
    throw new DataError(
      `${who}: ${units?.count ?? data.rowCount} ${units && units.count < data.rowCount ? 'groups' : 'rows'} cannot fill ${used.length} parts. ` +
        'Set `validation` or `test` to 0, or bring more data.',
    )
  }
  if (!units) {
    if (data.y && used.length > 1) refuseLoneClasses(who, data.y, countClasses(data.y), false)
    return dealIntoParts(data, fractions, seed)
  }
  if (used.length === 1) return new Int32Array(data.rowCount)
  const shares = Float64Array.from(used, (part) => fractions[part]!)
  return assignWhole(who, data, units, shares, seed).map((part) => used[part]!)
}

/** The rows whose part is the given one. */
export function rowsOf(partOf: Int32Array, part: number): Int32Array {
  const rows: number[] = []
  for (let row = 0; row < partOf.length; row++) if (partOf[row] === part) rows.push(row)
  return Int32Array.from(rows)
}
