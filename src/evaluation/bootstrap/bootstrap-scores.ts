import type { Context } from '../../core/index.ts'
import type { Interval } from '../decisions/interval.ts'
import { type BinaryTruth, checkProbabilities } from '../metrics/check-scores.ts'
import { bootstrapIntervals } from './bootstrap-intervals.ts'
import type { BootstrapOptions } from './bootstrap-options.ts'
import { type ScoreFigureName, scoreFigureNames, scoreFigures } from './score-figures.ts'

/**
 * All figures of probabilities of the positive class, each with its interval: scores are sorted once and every resample
 * costs one pass. A row counts as positive where its probability is at least `threshold`, default 0.5. Each value
 * equals that of the function of the same name; accuracy comes with the majority class's share. Expected calibration
 * error is in 15 bins of equal width; it grows with resampling, so its interval lies high.
 *
 * `groups` are resampled whole. Throws `DataError` for probabilities outside 0 to 1 and lengths that differ.
 */
export async function bootstrapScores(
  truth: BinaryTruth,
  proba: Float64Array,
  options: BootstrapOptions & { readonly threshold?: number | undefined } = {},
  context: Context = {},
): Promise<Record<ScoreFigureName, Interval>> {
  checkProbabilities('bootstrapScores', truth, proba)
  const { threshold = 0.5, groups, ...rest } = options
  const { order, figures } = scoreFigures(truth, proba, threshold)
  const sorted = groups && { groups: Array.from(order, (row) => groups[row]!) }
  const intervals = await bootstrapIntervals(proba.length, figures, { ...rest, ...sorted }, context)
  return Object.fromEntries(scoreFigureNames.map((name, at) => [name, intervals[at]!])) as Record<
    ScoreFigureName,
    Interval
  >
}
