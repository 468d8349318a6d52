import type { MultiLabels } from '../../core/index.ts'
import { checkLabelScores } from './check-labels.ts'
import { meanOverRankings } from './mean-over-rankings.ts'

/**
 * How many of the best-scored labels one must read, on average, to meet all that a row has: at best the mean number of
 * labels a row. `scores` is row-major, rows × labels; a row without labels counts 0. Equal to scikit-learn's
 * `coverage_error`.
 */
export function coverageError(truth: MultiLabels, scores: Float64Array, sampleWeight?: Float64Array): number {
  checkLabelScores('coverageError', truth, scores, sampleWeight)
  return meanOverRankings(truth, scores, sampleWeight, ({ depth }) => depth)
}
