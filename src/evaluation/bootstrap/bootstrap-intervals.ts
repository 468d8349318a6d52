import { breathe, type Context, DataError, parseOptions } from '../../core/index.ts'
import type { Interval } from '../decisions/interval.ts'
import { type BootstrapOptions, bootstrapOptions } from './bootstrap-options.ts'
import { drawMultiplicities, numberGroups } from './draw-multiplicities.ts'

/** One or more figures of a data set in which each row counts as often as its multiplicity says. */
export type Statistic = (multiplicities: Float64Array) => ArrayLike<number>

/**
 * Intervals for any figures, by drawing the rows anew with replacement (1,000 times) and taking percentiles. The value
 * is that of the data as they are; resamples in which a figure is NaN are left out of its percentiles.
 *
 * With fewer than about 10 rows of a class such intervals are too narrow; for a plain share use `wilsonInterval`. For
 * the usual figures of scores `bootstrapScores` is far faster.
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
  const multiplicities = new Float64Array(rowCount).fill(1)
  const values = Float64Array.from(statistic(multiplicities))
  const draw = drawMultiplicities(seed, groups && numberGroups(groups))
  const drawn = Array.from(values, () => new Float64Array(resamples))
  for (let resample = 0; resample < resamples; resample++) {
    await breathe(context, { stage: 'bootstrap', done: resample, total: resamples })
    draw(multiplicities)
    const figures = statistic(multiplicities)
    for (let figure = 0; figure < drawn.length; figure++) drawn[figure]![resample] = figures[figure]!
  }
  return drawn.map((figures, figure) => {
    const known = figures.filter((value) => !Number.isNaN(value)).sort()
    return {
      value: values[figure]!,
      low: percentile(known, (1 - confidence) / 2),
      high: percentile(known, (1 + confidence) / 2),
    }
  })
}

/** Between the two nearest of sorted values, linearly; NaN of none. */
function percentile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1)
  const low = sorted[Math.floor(at)] ?? Number.NaN
  const high = sorted[Math.ceil(at)] ?? Number.NaN
  return low + (high - low) * (at - Math.floor(at))
}
