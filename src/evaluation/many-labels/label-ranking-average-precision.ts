import type { MultiLabels } from '../../core/index.ts'
import { checkLabelScores } from './check-labels.ts'
import { meanOverRankings } from './mean-over-rankings.ts'

/**
 * How pure the top of each row's ranking of the labels is: for each label that a row has, the share of its own among
 * those that score as high, averaged over its labels and then over rows; 1 at best, and for rows that have no label or
 * all. `scores` is row-major, rows × labels. Equal to scikit-learn's `label_ranking_average_precision_score`. It ranks
 * labels within a row; how well rows are ranked within a label says `multiLabelAveragePrecision`.
 *
 * G. Tsoumakas, I. Katakis, I. Vlahavas, "Mining Multi-label Data", 2010.
 */
export function labelRankingAveragePrecision(
  truth: MultiLabels,
  scores: Float64Array,
  sampleWeight?: Float64Array,
): number {
  checkLabelScores('labelRankingAveragePrecision', truth, scores, sampleWeight)
  const width = truth.labels.length
  return meanOverRankings(truth, scores, sampleWeight, ({ relevant, precisions }) =>
    relevant === 0 || relevant === width ? 1 : precisions / relevant,
  )
}
