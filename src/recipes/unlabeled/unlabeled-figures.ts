import { basename } from 'node:path'
import type { Context } from '../../core/index.ts'
import { knownOutOfFold, outOfFoldOf } from '../candidates/compare-candidates.ts'
import type { FittedCandidate } from '../candidates/fit-candidate.ts'
import type { Arena, CandidateScores } from '../candidates/score-fold.ts'
import { takesUnlabeled } from '../chains/learners.ts'
import { pseudoLabelFigures } from './pseudo-label-figures.ts'
import type { UnlabeledRows } from './unlabeled-rows.ts'
import type { UnlabeledFigures } from './unlabeled-schema.ts'

/** What was compared, and what won. */
interface Comparison {
  readonly arena: Arena
  readonly all: readonly CandidateScores[]
  readonly winner: CandidateScores
  /** The winner, fitted on train. */
  readonly fitted: FittedCandidate
}

/** What `metrics.json` says of the rows without labels. */
export async function unlabeledFigures(
  rows: UnlabeledRows,
  comparison: Comparison,
  context: Context,
): Promise<UnlabeledFigures> {
  return {
    file: basename(rows.path),
    sha256: rows.sha256,
    rows: rows.rowCount,
    repeated: rows.repeated,
    ofKnownGroups: rows.ofKnownGroups,
    used: rows.tableRows.length,
    pseudoLabels: await pseudoLabels(comparison, context),
  }
}

/** Of the winner where it looks at unlabeled rows, else of the first candidate that does. */
async function pseudoLabels(
  { arena, all, winner, fitted }: Comparison,
  context: Context,
): Promise<UnlabeledFigures['pseudoLabels']> {
  const looks = ({ candidate, failure }: CandidateScores): boolean =>
    takesUnlabeled(candidate.chain) && failure === null
  const shown = looks(winner) ? winner : all.find(looks)
  if (!shown) return []
  const outOfFold = await outOfFoldOf(arena, shown, context)
  const known = knownOutOfFold(outOfFold, arena.data.y, arena.train)
  return pseudoLabelFigures(shown === winner ? fitted.model : undefined, known, context)
}
