import { type Context, type Parts, within } from '../core/index.ts'
import type { Goal } from '../evaluation/index.ts'
import type { Candidate } from './candidates/candidate.ts'
import { chooseWinner, type Winner } from './candidates/choose-winner.ts'
import { compareCandidates, foldsInside, outOfFoldOf } from './candidates/compare-candidates.ts'
import { type FittedCandidate, fitCandidate } from './candidates/fit-candidate.ts'
import type { Journal } from './candidates/journal.ts'
import { race, type Search } from './candidates/race.ts'
import type { Arena, CandidateScores } from './candidates/score-fold.ts'
import { criterionFor } from './figures/criterion.ts'
import type { DataSet } from './reading/data-set.ts'
import type { RecipeOptions } from './recipe.ts'
import { type DiagnosisFigures, diagnose } from './resampling/diagnose.ts'
import type { ModelInput, Preparation, Task } from './tasks/task.ts'
import { unlabeledFigures } from './unlabeled/unlabeled-figures.ts'
import type { UnlabeledRows } from './unlabeled/unlabeled-rows.ts'
import type { UnlabeledFigures } from './unlabeled/unlabeled-schema.ts'

/** What is compared, and what is asked of it. */
export interface Job {
  readonly task: Task
  readonly data: DataSet
  readonly parts: Parts
  readonly candidates: readonly Candidate[]
  readonly goal: Goal | undefined
  readonly options: RecipeOptions
  readonly journal: Journal | undefined
  /** Rows without labels that candidates may learn from; the task has them already. */
  readonly unlabeled?: UnlabeledRows | undefined
}

/** What was learned from train alone. */
export interface Learned {
  readonly criterion: Arena['criterion']
  /** All that were scored on every fold: the candidates, plain first, and what is left of the search. */
  readonly scores: readonly CandidateScores[]
  readonly search: Search
  readonly winner: Winner
  readonly preparation: Preparation
  /** The winner, fitted on train. */
  readonly fitted: FittedCandidate
  /** What its sampler did to train, seen from test too; null where it made no rows. */
  readonly resampling: DiagnosisFigures | null
  /** Its probabilities of train by models that had not seen the row; NaN where there are none. */
  readonly outOfFold: Float64Array
  readonly unlabeled: UnlabeledFigures | undefined
}

/** Candidates and chains drawn at random compared inside train, and the winner fitted on all of it. */
export async function learn({ task, data, parts, goal, options, ...job }: Job, context: Context): Promise<Learned> {
  const { train, test } = parts
  const folds = foldsInside(data, train, options)
  const criterion = criterionFor(goal)
  const arena: Arena = { task, data, train, folds, criterion, options, journal: job.journal }
  const compared = await compareCandidates(arena, job.candidates, context)
  const search = await race(arena, options, context)
  const scores = [...compared, ...search.finalists]
  const winner = chooseWinner(scores, criterion, options.folds)

  const fitting = within(context, 'fit')
  const y = train.of(data.y)
  const weight = data.weight && train.of(data.weight)
  const preparation = await task.prepare(train, fitting)
  const fitted = await fitCandidate(winner.scores.candidate, preparation, y, weight, options.seed, fitting)
  const { coded, encoded } = preparation
  const encode = preparation.encode as (coded: ModelInput) => ModelInput
  const resampling = fitted.resampled
    ? await diagnose({ coded, y }, fitted.resampled, encode, encoded.input(test), fitting)
    : null
  const outOfFold = await outOfFoldOf(arena, winner.scores, context)
  const comparison = { arena, all: scores, winner: winner.scores, fitted }
  const unlabeled = job.unlabeled && (await unlabeledFigures(job.unlabeled, comparison, context))
  return { criterion, scores, search, winner, preparation, fitted, resampling, outOfFold, unlabeled }
}
