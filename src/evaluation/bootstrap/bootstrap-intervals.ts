import { type Context, DataError, parseOptions } from '../../core/index.ts'
import type { Interval } from '../decisions/interval.ts'
import { type BootstrapOptions, bootstrapOptions } from './bootstrap-options.ts'
import { drawMultiplicities, numberGroups } from './draw-multiplicities.ts'
import { resample, type Statistic } from './resample.ts'

/**
 * Intervals for any figures, by drawing the rows anew with replacement (1,000 times) and taking percentiles. The value
 * is that of the data as they are; resamples in which a figure is NaN are left out of its percentiles.
 *
 * With fewer than about 10 rows of a class such intervals are too narrow; for a plain share use `wilsonInterval`. For
 * the usual figures of scores `bootstrapScores` is far faster, and `bootstrapCounts` for figures of a table of counts.
 *
 * B. Efron, R. J. Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13.
 */
export async function bootstrapIntervals(
  rowCount: number,
  statistic: Statistic,
  options: BootstrapOptions = {},
  context: Context = {},
): Promise<Interval[]> {
  const who = 'bootstrapIntervals'
  const { groups, ...rest } = options
  const { resamples, confidence, seed } = parseOptions(who, bootstrapOptions, rest)
  if (rowCount === 0) throw new DataError(`${who}: there are no rows. Check the part that is judged.`)
  if (groups && groups.length !== rowCount) {
    throw new DataError(`${who}: ${groups.length} groups for ${rowCount} rows. Give one group for each row.`)
  }
  const draw = drawMultiplicities(seed, groups && numberGroups(groups))
  return resample(new Float64Array(rowCount).fill(1), draw, statistic, { resamples, confidence }, context)
}
