import { type Context, DataError } from '../../core/index.ts'
import { bootstrapIntervals } from '../bootstrap/bootstrap-intervals.ts'
import type { BootstrapOptions } from '../bootstrap/bootstrap-options.ts'
import type { Statistic } from '../bootstrap/resample.ts'
import type { Interval } from '../decisions/interval.ts'

/**
 * The difference of a figure between two models on the same rows (first less second), with its interval: the rows are
 * drawn once for both, so that what makes a row hard cancels out. An interval that holds 0 says that the data do not
 * tell them apart. Options as of `bootstrapIntervals`; one interval a figure.
 */
export async function pairedBootstrap(
  rowCount: number,
  first: Statistic,
  second: Statistic,
  options: BootstrapOptions = {},
  context: Context = {},
): Promise<Interval[]> {
  return bootstrapIntervals(
    rowCount,
    (multiplicities) => {
      const one = first(multiplicities)
      const other = second(multiplicities)
      if (one.length !== other.length) {
        throw new DataError(
          `pairedBootstrap: the first model has ${one.length} figures and the second ${other.length}. Compute the same for both.`,
        )
      }
      return Float64Array.from(one, (value, figure) => value - other[figure]!)
    },
    options,
    context,
  )
}
