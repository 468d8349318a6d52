import { type Context, type Labels, type Split, within } from '../core/index.ts'
import { type AnyCalibratorName, type FittedCalibrator, judge, judgeClasses } from '../evaluation/index.ts'
import { calibrationError, fitCalibrator } from './candidates/calibrate.ts'
import type { Candidate } from './candidates/candidate.ts'
import { candidateResults } from './candidates/choose-winner.ts'
import { repeatsOf } from './candidates/compare-candidates.ts'
import { type FittedCandidate, probabilities } from './candidates/fit-candidate.ts'
import { searchResults } from './candidates/search-results.ts'
import { scoresOf } from './figures/criterion.ts'
import { drawnCurves } from './figures/curves.ts'
import { constantCosts, partFigures } from './figures/part-figures.ts'
import { decideOnValidation, withFigures } from './goals/decide-on-validation.ts'
import { verdictOf } from './goals/verdict.ts'
import { type Job, learn } from './learn.ts'
import type { Metrics } from './metrics.ts'
import { type DecisionRule, decideBy } from './predicting/predictor.ts'
import type { Preparation } from './tasks/task.ts'

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

/**
 * Candidates compared inside train, the winner fitted on train, calibrated on its out-of-fold scores, its threshold
 * chosen on validation, judged once on test.
 */
export async function learnAndJudge(job: Job, context: Context): Promise<Judged> {
  const { data, parts, goal, options } = job
  const { train, validation, test } = parts
  const { y } = data
  const learned = await learn(job, context)
  const { criterion, scores, search, winner, fitted, outOfFold, unlabeled } = learned
  const calibrator = await fitCalibrator(outOfFold, data, train, options, within(context, 'calibrate'))
  const raw = probabilities(fitted, validation, y.classes)
  const calibrated = calibrator.transform(raw)
  const groupsOf = (part: Split) => data.groups && part.of(data.groups)
  const chosen = decideOnValidation(calibrated, validation.of(y), goal, groupsOf(validation))
  const decidedOn = (part: Split, proba: Float64Array): Decided => ({
    y: part.of(y),
    proba,
    decided: decideBy(chosen.rule, proba),
  })
  const onValidation = decidedOn(validation, calibrated)
  const onTest = decidedOn(test, calibrator.transform(probabilities(fitted, test, y.classes)))
  const figuresOf = (part: Split, on: Decided, stage: string) => {
    const drawing = within(context, stage)
    return partFigures(on.y, on.proba, on.decided, data.costs, options.seed, groupsOf(part), drawing)
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
      decision: withFigures(chosen.described, validationFigures),
      comparison: {
        criterion: criterion.name,
        higherIsBetter: criterion.higherIsBetter,
        folds: options.folds,
        repeats: repeatsOf(data, options),
        winner: winner.scores.candidate.name,
        reason: winner.reason,
      },
      candidates: candidateResults(scores, winner, criterion, options.folds),
      search: searchResults(search, scores[0]!),
      resampling: learned.resampling,
      calibration: {
        method: calibrator.name,
        expectedCalibrationErrorBefore: calibrationError(raw, onValidation.y),
        expectedCalibrationErrorAfter: calibrationError(onValidation.proba, onValidation.y),
      },
      validation: validationFigures,
      test: testFigures,
      trivialCosts,
      curves: drawnCurves({ ...onValidation, groups: groupsOf(validation) }, { ...onTest, groups: groupsOf(test) }),
      ...(unlabeled && { unlabeled }),
    },
    winner: winner.scores.candidate,
    preparation: learned.preparation,
    fitted,
    calibrator,
    rule: chosen.rule,
    outOfFold,
    onValidation,
    onTest,
  }
}
