import { type Context, type MultiLabels, within } from '../../core/index.ts'
import {
  bootstrapIntervals,
  hammingLoss,
  type Interval,
  labelRankingAveragePrecision,
  multiLabelAveragePrecision,
  multiLabelReport,
  subsetAccuracy,
} from '../../evaluation/index.ts'
import { figureOf } from '../figures/part-figures.ts'
import type { Overall } from './labels-metrics.ts'

const resamples = 200

/** The figures of all labels together, with intervals over rows (or groups) drawn anew. `scores` is rows × labels. */
export async function overallFigures(
  truth: MultiLabels,
  decided: MultiLabels,
  scores: Float64Array,
  { seed, groups }: { readonly seed: number; readonly groups: readonly string[] | undefined },
  context: Context,
): Promise<Overall> {
  const statistic = (weights: Float64Array): number[] => {
    const { micro, macro, samples } = multiLabelReport(truth, decided, weights)
    return [
      subsetAccuracy(truth, decided, weights),
      hammingLoss(truth, decided, weights),
      ...[micro, macro, samples].flatMap(({ precision, recall, f1 }) => [precision, recall, f1]),
      multiLabelAveragePrecision(truth, scores, weights).macro,
      labelRankingAveragePrecision(truth, scores, weights),
    ]
  }
  const options = { resamples, seed, ...(groups && { groups }) }
  const found = await bootstrapIntervals(truth.rowCount, statistic, options, within(context, 'all labels'))
  const at = (index: number) => figureOf(found[index] as Interval)
  const average = (first: number) => ({ precision: at(first), recall: at(first + 1), f1: at(first + 2) })
  return {
    rows: truth.rowCount,
    subsetAccuracy: at(0),
    hammingLoss: at(1),
    micro: average(2),
    macro: average(5),
    samples: average(8),
    macroAveragePrecision: at(11),
    labelRankingAveragePrecision: at(12),
  }
}
