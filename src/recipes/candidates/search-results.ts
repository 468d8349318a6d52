import { foldInterval } from './fold-statistics.ts'
import type { Search } from './race.ts'
import type { TrialResult } from './results-schema.ts'
import type { CandidateScores } from './score-fold.ts'

/** What `metrics.json` says of each chain that was drawn; folds differ in how hard they are, so plain is taken on the same. */
export function searchResults({ trials, finalists }: Search, plain: CandidateScores): TrialResult[] {
  return trials.map((scores) => {
    const { candidate, held, failure } = scores
    const known = failure === null ? held : []
    return {
      ...candidate,
      folds: held.length,
      finished: finalists.includes(scores),
      criterion: foldInterval(known, held.length).value,
      differenceToPlain: foldInterval(
        known.map((value, fold) => value - plain.held[fold]!),
        held.length,
      ).value,
      failure,
    }
  })
}
