import { breathe, type Context } from '../../core/index.ts'
import type { Interval } from '../decisions/interval.ts'
import type { Draw } from './draw-multiplicities.ts'

/** One or more figures of a data set in which each row counts as often as its multiplicity says. */
export type Statistic = (multiplicities: Float64Array) => ArrayLike<number>

/** Percentile intervals: the figures of `given` as it is, then of `given` drawn anew again and again. */
export async function resample(
  given: Float64Array,
  draw: Draw,
  statistic: Statistic,
  { resamples, confidence }: { readonly resamples: number; readonly confidence: number },
  context: Context,
): Promise<Interval[]> {
  const values = Float64Array.from(statistic(given))
  const drawn = Array.from(values, () => new Float64Array(resamples))
  for (let done = 0; done < resamples; done++) {
    await breathe(context, { stage: 'bootstrap', done, total: resamples })
    draw(given)
    const figures = statistic(given)
    for (let figure = 0; figure < drawn.length; figure++) drawn[figure]![done] = figures[figure]!
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
