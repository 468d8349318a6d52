import type { MultiLabels } from '../../core/index.ts'
import { checkLabelScores } from './check-labels.ts'
import { meanOverRankings } from './mean-over-rankings.ts'

/**
 * The share of pairs, a label that the row has and one that it has not, that are scored in the wrong order or alike,
 * averaged over rows; 0 at best, and for rows that have no label or all. `scores` is row-major, rows × labels. Equal to
 * scikit-learn's `label_ranking_loss`.
 */
export function labelRankingLoss(truth: MultiLabels, scores: Float64Array, sampleWeight?: Float64Array): number {
  checkLabelScores('labelRankingLoss', truth, scores, sampleWeight)
  const width = truth.labels.length
  return meanOverRankings(truth, scores, sampleWeight, ({ relevant, inversions }) =>
    relevant === 0 || relevant === width ? 0 : inversions / (relevant * (width - relevant)),
  )
}
