import type { Context } from '../../core/index.ts'
import type { Interval } from '../decisions/interval.ts'
import { type BinaryTruth, checkProbabilities } from '../scores/check-scores.ts'
import { bootstrapCells } from './bootstrap-cells.ts'
import { bootstrapIntervals } from './bootstrap-intervals.ts'
import type { BootstrapOptions } from './bootstrap-options.ts'
import { rankRows } from './ranked-rows.ts'
import { gatherCells } from './score-cells.ts'
import { type ScoreFigureName, scoreFigureNames, scoreFigures } from './score-figures.ts'

/** Beyond so many rows they are drawn by runs of scores. */
const mostDrawn = 50_000

/**
 * All figures of probabilities of the positive class, each with its interval: scores are sorted once and every resample
 * costs one pass. A row counts as positive where its probability is at least `threshold`, default 0.5. Each value
 * equals that of the function of the same name; accuracy comes with the majority class's share. Expected calibration
 * error is in 15 bins of equal width; it grows with resampling, so its interval lies high.
 *
 * Beyond 50,000 rows, the rows are drawn as counts of some thousand runs of neighboring scores, at the same odds, so
 * that a million rows take a second; the values stay exact, the ends of intervals to far below the noise of 1,000
 * resamples.
 *
 * `groups` are resampled whole, also where rows are drawn as counts. Throws `DataError` for probabilities outside 0 to 1 and lengths that differ.
 */
export async function bootstrapScores(
  truth: BinaryTruth,
  proba: Float64Array,
  options: BootstrapOptions & { readonly threshold?: number | undefined } = {},
  context: Context = {},
): Promise<Record<ScoreFigureName, Interval>> {
  checkProbabilities('bootstrapScores', truth, proba)
  const { threshold = 0.5, groups, ...rest } = options
  const ranked = rankRows(truth, proba, threshold)
  const figures = scoreFigures(ranked)
  const sorted = groups && { groups: Array.from(ranked.order, (row) => groups[row]!) }
  if (proba.length > mostDrawn) {
    const exact = figures(new Float64Array(proba.length).fill(1)).slice()
    const cells = gatherCells(ranked)
    const drawing = { ...rest, ...sorted }
    const found = await bootstrapCells(cells.cellOf, cells.counts.length, scoreFigures(cells), drawing, context)
    return named(found.map((interval, figure) => moved(interval, exact[figure]!)))
  }
  return named(await bootstrapIntervals(proba.length, figures, { ...rest, ...sorted }, context))
}

/** The interval around the value of the rows themselves. */
function moved({ value, low, high }: Interval, exact: number): Interval {
  return { value: exact, low: low + (exact - value), high: high + (exact - value) }
}

function named(intervals: readonly Interval[]): Record<ScoreFigureName, Interval> {
  return Object.fromEntries(scoreFigureNames.map((name, at) => [name, intervals[at]!])) as Record<
    ScoreFigureName,
    Interval
  >
}
