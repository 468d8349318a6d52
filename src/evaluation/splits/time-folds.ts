import { DataError, type Fold, parseOptions, split, z } from '../../core/index.ts'
import { sortedOrder } from '../scores/sorted-order.ts'
import { checkSplitData, type SplitData } from './split-data.ts'
import { afterMoment } from './time-parts.ts'
import { findUnits } from './units.ts'

/** How many steps forward in time, and how far apart learning and judging are. */
export const timeFoldsOptions = z.strictObject({
  folds: z.int().min(1).default(5).describe('how many times the future is predicted from the past'),
  gap: z.number().min(0).default(0).describe('train rows this close before the validation rows are left out'),
})
export type TimeFoldsOptions = z.input<typeof timeFoldsOptions>

/**
 * Folds that learn from the past and judge on what follows, as scikit-learn's TimeSeriesSplit: validation sets of
 * `rowCount / (folds + 1)` rows, rounded down, follow one another up to the last row, and train is all that came
 * before. Rows of one moment stay together; `gap` is in the unit of `time` (TimeSeriesSplit counts rows). Validation
 * rows of a group that is also in train are left out. Classes are not balanced.
 */
export function timeFolds(data: SplitData, options: TimeFoldsOptions = {}): Fold[] {
  const who = 'timeFolds'
  checkSplitData(who, data)
  const { folds, gap } = parseOptions(who, timeFoldsOptions, options)
  const { time } = data
  if (!time) throw new DataError(`${who}: there are no times. Give \`time\` or use crossValidationFolds.`)
  const order = sortedOrder(time)
  const size = Math.floor(data.rowCount / (folds + 1))
  const starts = Array.from({ length: folds + 1 }, (_, fold) =>
    fold === folds ? data.rowCount : afterMoment(order, time, data.rowCount - (folds - fold) * size),
  )
  const units = findUnits(data)
  return Array.from({ length: folds }, (_, fold) => {
    const start = starts[fold]!
    const begin = start < order.length ? time[order[start]!]! : Number.POSITIVE_INFINITY
    const train = order.subarray(0, start).filter((row) => gap === 0 || begin - time[row]! > gap)
    const known = new Set(units ? Array.from(train, (row) => units.unitOf[row]!) : [])
    const validation = order.subarray(start, starts[fold + 1]!).filter((row) => !known.has(units?.unitOf[row] ?? -1))
    if (size === 0 || train.length === 0 || validation.length === 0) {
      throw new DataError(
        `${who}: fold ${fold + 1} of ${folds} has ${train.length} train and ${validation.length} validation rows. ` +
          'Lower `folds` or `gap`, or use finer times.',
      )
    }
    return Object.freeze({ train: split('train', train), validation: split('validation', validation) })
  })
}
