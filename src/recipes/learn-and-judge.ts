import { basename } from 'node:path'
import { type Context, type Labels, type Parts, type Split, within } from '../core/index.ts'
import { type AnyCalibratorName, type FittedCalibrator, type Goal, judge, judgeClasses } from '../evaluation/index.ts'
import { calibrationError, fitCalibrator } from './candidates/calibrate.ts'
import type { Candidate } from './candidates/candidate.ts'
import { candidateResults, chooseWinner } from './candidates/choose-winner.ts'
import {
  compareCandidates,
  foldsInside,
  knownOutOfFold,
  outOfFoldOf,
  repeatsOf,
} from './candidates/compare-candidates.ts'
import { type FittedCandidate, fitCandidate, probabilities } from './candidates/fit-candidate.ts'
import type { Journal } from './candidates/journal.ts'
import { race } from './candidates/race.ts'
import type { Arena, CandidateScores } from './candidates/score-fold.ts'
import { searchResults } from './candidates/search-results.ts'
import { takesUnlabeled } from './chains/learners.ts'
import { criterionFor, scoresOf } from './figures/criterion.ts'
import { drawnCurves } from './figures/curves.ts'
import { constantCosts, partFigures } from './figures/part-figures.ts'
import { decideOnValidation } from './goals/decide-on-validation.ts'
import { verdictOf } from './goals/verdict.ts'
import type { Metrics } from './metrics.ts'
import { type DecisionRule, decideBy } from './predicting/predictor.ts'
import type { DataSet } from './reading/data-set.ts'
import type { RecipeOptions } from './recipe.ts'
import { diagnose } from './resampling/diagnose.ts'
import type { ModelInput, Preparation, Task } from './tasks/task.ts'
import { pseudoLabelFigures } from './unlabeled/pseudo-label-figures.ts'
import type { UnlabeledRows } from './unlabeled/unlabeled-rows.ts'
import type { UnlabeledFigures } from './unlabeled/unlabeled-schema.ts'

/** Rows that were decided about, with what they are in truth. */
export interface Decided {
  readonly y: Labels
  readonly proba: Float64Array
  readonly decided: Int32Array
}

/** One target, learned on train, decided on validation, judged on test. */
export interface Judged {
  /** What `metrics.json` says of it. */
  readonly metrics: Pick<
    Metrics,
    | 'asked'
    | 'decision'
    | 'comparison'
    | 'candidates'
    | 'search'
    | 'resampling'
    | 'calibration'
    | 'validation'
    | 'test'
    | 'trivialCosts'
    | 'curves'
    | 'unlabeled'
  >
  readonly winner: Candidate
  readonly preparation: Preparation
  readonly fitted: FittedCandidate
  readonly calibrator: FittedCalibrator<AnyCalibratorName>
  readonly rule: DecisionRule
  /** Calibrated probabilities of train by models that had not seen the row; NaN where there are none. */
  readonly outOfFold: Float64Array
  readonly onValidation: Decided
  readonly onTest: Decided
}

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

/**
 * Candidates compared inside train, the winner fitted on train, calibrated on its out-of-fold scores, its threshold
 * chosen on validation, judged once on test.
 */
export async function learnAndJudge(job: Job, context: Context): Promise<Judged> {
  const { task, data, parts, goal, options } = job
  const { train, validation, test } = parts
  const { y } = data
  const criterion = criterionFor(goal)
  const arena: Arena = {
    task,
    data,
    train,
    folds: foldsInside(data, train, options),
    criterion,
    options,
    journal: job.journal,
  }
  const compared = await compareCandidates(arena, job.candidates, context)
  const search = await race(arena, options, context)
  const scores = [...compared, ...search.finalists]
  const winner = chooseWinner(scores, criterion, options.folds)

  const fitting = within(context, 'fit')
  const preparation = await task.prepare(train, fitting)
  const weight = data.weight && train.of(data.weight)
  const { candidate } = winner.scores
  const fitted = await fitCandidate(candidate, preparation, train.of(y), weight, options.seed, fitting)
  const resampling =
    fitted.resampled === undefined
      ? null
      : await diagnose(
          { coded: preparation.coded, y: train.of(y) },
          fitted.resampled,
          preparation.encode as (coded: ModelInput) => ModelInput,
          preparation.encoded.input(test),
          fitting,
        )
  const outOfFold = await outOfFoldOf(arena, winner.scores, context)
  const unlabeled = job.unlabeled && {
    file: basename(job.unlabeled.path),
    sha256: job.unlabeled.sha256,
    rows: job.unlabeled.rowCount,
    repeated: job.unlabeled.repeated,
    ofKnownGroups: job.unlabeled.ofKnownGroups,
    used: job.unlabeled.tableRows.length,
    pseudoLabels: await pseudoLabels(arena, scores, winner.scores, fitted, context),
  }
  const calibrator = await fitCalibrator(outOfFold, data, train, options, within(context, 'calibrate'))
  const raw = probabilities(fitted, validation, y.classes)
  const calibrated = calibrator.transform(raw)
  const chosen = decideOnValidation(calibrated, validation.of(y), goal)
  const decidedOn = (part: Split, proba: Float64Array): Decided => ({
    y: part.of(y),
    proba,
    decided: decideBy(chosen.rule, proba),
  })
  const onValidation = decidedOn(validation, calibrated)
  const onTest = decidedOn(test, calibrator.transform(probabilities(fitted, test, y.classes)))
  const figuresOf = (part: Split, on: Decided, stage: string) => {
    const groups = data.groups && part.of(data.groups)
    return partFigures(on.y, on.proba, on.decided, data.costs, options.seed, groups, within(context, stage))
  }
  const validationFigures = await figuresOf(validation, onValidation, 'validation')
  const testFigures = await figuresOf(test, onTest, 'test')
  const trivialCosts = data.costs ? constantCosts(onTest.y, data.costs) : null
  const judgments =
    'threshold' in chosen.rule
      ? [judge(onTest.y.codes, scoresOf(onTest.proba, 2, 1), chosen.rule.threshold, goal)]
      : judgeClasses(onTest.y, onTest.decided, goal && 'costs' in goal ? undefined : goal)

  return {
    metrics: {
      asked: verdictOf(goal, data.positive, chosen, judgments, testFigures, trivialCosts),
      decision: chosen.described,
      comparison: {
        criterion: criterion.name,
        higherIsBetter: criterion.higherIsBetter,
        folds: options.folds,
        repeats: repeatsOf(data, options),
        winner: candidate.name,
        reason: winner.reason,
      },
      candidates: candidateResults(scores, winner, criterion, options.folds),
      search: searchResults(search, compared[0]!),
      resampling,
      calibration: {
        method: calibrator.name,
        expectedCalibrationErrorBefore: calibrationError(raw, onValidation.y),
        expectedCalibrationErrorAfter: calibrationError(onValidation.proba, onValidation.y),
      },
      validation: validationFigures,
      test: testFigures,
      trivialCosts,
      curves: drawnCurves(onValidation, onTest),
      ...(unlabeled && { unlabeled }),
    },
    winner: candidate,
    preparation,
    fitted,
    calibrator,
    rule: chosen.rule,
    outOfFold,
    onValidation,
    onTest,
  }
}

/** Of the winner where it looks at unlabeled rows, else of the first candidate that does. */
async function pseudoLabels(
  arena: Arena,
  all: readonly CandidateScores[],
  winner: CandidateScores,
  fitted: FittedCandidate,
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
