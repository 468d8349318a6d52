import { type Context, DataError, parseOptions } from '../../core/index.ts'
import type { Interval } from '../decisions/interval.ts'
import { bootstrapCounts } from './bootstrap-counts.ts'
import { type BootstrapOptions, bootstrapOptions } from './bootstrap-options.ts'
import { drawGroupCounts } from './draw-group-counts.ts'
import { numberGroups } from './draw-multiplicities.ts'
import { resample, type Statistic } from './resample.ts'

/**
 * Intervals for figures of rows that lie in cells, say of a confusion matrix: `cellOf` is the cell of each row, from 0
 * to below `cellCount`, and `statistic` makes figures of the numbers of rows in the cells; the array that it is given is
 * written over each time. `groups` are drawn whole, and the intervals are then, bit for bit, those of
 * `bootstrapIntervals` with a statistic that counts the rows anew, at a fraction of its cost where groups are large.
 * Without groups it is `bootstrapCounts`.
 *
 * Throws `DataError` where there are no rows, for cells that are not there, and for groups of another length.
 */
export async function bootstrapCells(
  cellOf: Int32Array,
  cellCount: number,
  statistic: Statistic,
  options: BootstrapOptions = {},
  context: Context = {},
): Promise<Interval[]> {
  const who = 'bootstrapCells'
  const { groups, ...rest } = options
  const { resamples, confidence, seed } = parseOptions(who, bootstrapOptions, rest)
  const counts = new Float64Array(cellCount)
  for (let row = 0; row < cellOf.length; row++) {
    const cell = cellOf[row]!
    if (!(cell >= 0 && cell < cellCount)) {
      throw new DataError(`${who}: row ${row} lies in cell ${cell}; there are ${cellCount}. Number them from 0.`)
    }
    counts[cell]!++
  }
  if (cellOf.length === 0) throw new DataError(`${who}: there are no rows. Check the part that is judged.`)
  if (!groups) return bootstrapCounts(counts, statistic, rest, context)
  if (groups.length !== cellOf.length) {
    throw new DataError(`${who}: ${groups.length} groups for ${cellOf.length} rows. Give one group for each row.`)
  }
  const draw = drawGroupCounts(seed, numberGroups(groups), cellOf, cellCount)
  return resample(counts, draw, statistic, { resamples, confidence }, context)
}
