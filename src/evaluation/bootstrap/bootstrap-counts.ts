import { type Context, DataError, parseOptions } from '../../core/index.ts'
import type { Interval } from '../decisions/interval.ts'
import { type BootstrapOptions, bootstrapOptions } from './bootstrap-options.ts'
import { drawCounts } from './draw-counts.ts'
import type { Statistic } from './resample.ts'
import { resample } from './resample.ts'

/**
 * Intervals for figures of counted rows, say of a confusion matrix: `counts` are the rows of each cell, and `statistic`
 * makes figures of such counts. It gives what `bootstrapIntervals` gives when the rows are drawn one by one, but for
 * chance, at a cost that does not grow with the rows: a million rows are as quick as a thousand. The array that
 * `statistic` is given is written over each time. Groups need `bootstrapIntervals`, since their rows are drawn together.
 *
 * Throws `DataError` for counts that are no whole numbers or all 0.
 */
export async function bootstrapCounts(
  counts: Float64Array,
  statistic: Statistic,
  options: Omit<BootstrapOptions, 'groups'> = {},
  context: Context = {},
): Promise<Interval[]> {
  const who = 'bootstrapCounts'
  const { resamples, confidence, seed } = parseOptions(who, bootstrapOptions, options)
  const odd = counts.findIndex((count) => !(Number.isInteger(count) && count >= 0))
  if (odd >= 0) {
    throw new DataError(
      `${who}: the count of cell ${odd} is ${counts[odd]}; it must be a whole number of rows. Pass counts without weights.`,
    )
  }
  if (counts.every((count) => count === 0)) {
    throw new DataError(`${who}: there are no rows. Check the part that is judged.`)
  }
  return resample(counts.slice(), drawCounts(seed, counts), statistic, { resamples, confidence }, context)
}
