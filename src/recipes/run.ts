import { basename } from 'node:path'
import { type Context, type Labels, type Parts, parseOptions, type Split, within, type z } from '../core/index.ts'
import { judge, judgeClasses, splitParts } from '../evaluation/index.ts'
import { classWeights } from '../losses/index.ts'
import { openTable, type Table } from '../tables/index.ts'
import { aboutFile } from './about-file.ts'
import { audit } from './audit/audit.ts'
import { giveawayColumns } from './audit/giveaways.ts'
import { writeBalancedTrain } from './balanced-train.ts'
import { calibrationError, fitCalibrator } from './calibrate.ts'
import { candidatesFor, fitCandidate, probabilities } from './candidates.ts'
import { candidateResults, chooseWinner } from './choose-winner.ts'
import { compareCandidates, repeatsOf } from './compare-candidates.ts'
import { criterionFor, scoresOf } from './criterion.ts'
import { drawnCurves } from './curves.ts'
import { type DataSet, loadDataSet } from './data-set.ts'
import { decideOnValidation } from './decide-on-validation.ts'
import { classCounts, describePart } from './describe-data.ts'
import { diagnose } from './diagnose.ts'
import { goalOf } from './goal.ts'
import { showLeak } from './leak.ts'
import { leaveOut } from './leave-out.ts'
import { type Metrics, metricsSchema } from './metrics.ts'
import { constantCosts, partFigures } from './part-figures.ts'
import { decideBy, type SavedPredictor } from './predictor.ts'
import { type Recipe, type RecipeOptions, readSchema, recipeOptions, recipeSchemaFile } from './recipe.ts'
import { refuseManyScores } from './refuse-many-classes.ts'
import { slicesOf } from './slices.ts'
import { splitDataOf } from './split-data.ts'
import type { ModelInput } from './task.ts'
import { taskOf } from './task-of.ts'
import { verdictOf } from './verdict.ts'

/** What a run gives. */
export interface Run {
  readonly metrics: Metrics
  /** The recipe with every default written out; its path is as it was given. */
  readonly recipe: Recipe
  readonly predictor: SavedPredictor
  readonly parts: Parts
  readonly data: DataSet
  readonly table: Table
  /** Writes the training set that the winner learned from; see `saveRun` for the whole folder. */
  writeBalancedTrain(path: string, context?: Context): Promise<void>
  /** Frees the table. */
  close(): Promise<void>
}

export type RunOptions = z.input<typeof recipeOptions> & { readonly read?: z.input<typeof readSchema> | undefined }

/**
 * The main job: from an imbalanced table or text file to a decision. Audit, split, comparison of candidates inside
 * train, the winner fitted on train, calibrated on its out-of-fold scores, its threshold chosen on validation, judged
 * once on test. `close` the run when done with it; `saveRun` writes its folder.
 */
export async function run(path: string, given: RunOptions, context: Context = {}): Promise<Run> {
  return runChecked(path, given, () => {}, context)
}

/** `run`, on a table that `check` has let pass. */
export async function runChecked(
  path: string,
  given: RunOptions,
  check: (table: Table) => void | Promise<void>,
  context: Context,
): Promise<Run> {
  const { read: readGiven, ...rest } = given
  const options = parseOptions('run', recipeOptions, rest)
  const read = parseOptions('run: read', readSchema, readGiven)
  const table = await openTable(path, { ...read }, within(context, 'read'))
  try {
    await check(table)
    return await runOnTable(table, options, read, context)
  } catch (error) {
    await table.close()
    throw error
  }
}

async function runOnTable(
  table: Table,
  options: RecipeOptions,
  read: Recipe['input']['read'],
  context: Context,
): Promise<Run> {
  const whole = await loadDataSet(table, options, context)
  const asked = candidatesFor(taskOf(whole), options, whole.y.classes.length)
  refuseManyScores(whole, options.train, asked.length)
  const goal = goalOf(options, whole.costs)
  const sha256 = await table.sha256(context)
  const findings = await audit({ table, data: whole, options }, context)
  const giveaways = giveawayColumns(findings).filter(({ column }) => !options.keep.includes(column))
  const data = await leaveOut(whole, giveaways, table, context)
  const { y } = data

  const { train: trainShare, validation: validationShare, test: testShare, seed, gap } = options
  const shares = { train: trainShare, validation: validationShare, test: testShare }
  const parts = aboutFile(table.path, () => splitParts(splitDataOf(data), { ...shares, seed, gap }))
  const { train, validation, test } = parts
  const task = taskOf(data)
  const criterion = criterionFor(goal)
  const scores = await compareCandidates(
    task,
    data,
    train,
    candidatesFor(task, options, y.classes.length),
    criterion,
    options,
    context,
  )
  const winner = chooseWinner(scores, criterion, options.folds)

  const preparation = await task.prepare(train, within(context, 'fit'))
  const fitted = await fitCandidate(
    winner.scores.candidate,
    preparation,
    train.of(y),
    data.weight && train.of(data.weight),
    options,
    within(context, 'fit'),
  )
  const resampling =
    fitted.resampled === undefined
      ? null
      : await diagnose(
          { coded: preparation.coded, y: train.of(y) },
          fitted.resampled,
          preparation.encode as (coded: ModelInput) => ModelInput,
          preparation.encoded.input(test),
          within(context, 'fit'),
        )
  const calibrator = await fitCalibrator(winner.scores.outOfFold, data, train, options, within(context, 'calibrate'))
  const raw = probabilities(fitted, validation, y.classes)
  const onValidation = { y: validation.of(y), proba: calibrator.transform(raw) }
  const chosen = decideOnValidation(onValidation.proba, onValidation.y, goal)
  const onTest = {
    y: test.of(y),
    proba: calibrator.transform(probabilities(fitted, test, y.classes)),
  }

  const figuresOf = (part: Split, on: { y: Labels; proba: Float64Array }, stage: string) =>
    partFigures(
      on.y,
      on.proba,
      decideBy(chosen.rule, on.proba),
      data.costs,
      seed,
      data.groups && part.of(data.groups),
      within(context, stage),
    )
  const validationFigures = await figuresOf(validation, onValidation, 'validation')
  const testFigures = await figuresOf(test, onTest, 'test')
  const decided = decideBy(chosen.rule, onTest.proba)
  const slices = await slicesOf(
    table,
    data,
    test,
    { ...onTest, decided, figures: testFigures },
    options.slice,
    seed,
    within(context, 'slices'),
  )
  const leak = options.showLeak ? await showLeak(task, data, parts, options, context) : null
  const trivialCosts = data.costs ? constantCosts(onTest.y, data.costs) : null
  const judgedOnTest =
    'threshold' in chosen.rule
      ? [judge(onTest.y.codes, scoresOf(onTest.proba, 2, 1), chosen.rule.threshold, goal)]
      : judgeClasses(onTest.y, decideBy(chosen.rule, onTest.proba), goal && 'costs' in goal ? undefined : goal)

  const metrics: Metrics = metricsSchema.parse({
    evenkeel: 1,
    input: { file: basename(table.path), sha256, rows: table.rowCount, columns: table.columns.length },
    task: task.kind,
    target: options.target,
    positive: data.positive ?? null,
    classes: classCounts(y),
    features: [...data.roles.features],
    leftOut: [...data.roles.leftOut],
    asked: verdictOf(goal, data.positive, chosen, judgedOnTest, testFigures, trivialCosts),
    decision: chosen.described,
    parts: [train, validation, test].map((part) => describePart(part, data)),
    comparison: {
      criterion: criterion.name,
      higherIsBetter: criterion.higherIsBetter,
      folds: options.folds,
      repeats: repeatsOf(data, options),
      winner: winner.scores.candidate.name,
      reason: winner.reason,
    },
    candidates: candidateResults(scores, winner, criterion, options.folds),
    resampling,
    calibration: {
      method: calibrator.name,
      expectedCalibrationErrorBefore: calibrationError(raw, onValidation.y),
      expectedCalibrationErrorAfter: calibrationError(onValidation.proba, onValidation.y),
    },
    validation: validationFigures,
    test: testFigures,
    slices,
    leak,
    trivialCosts,
    curves: drawnCurves(onValidation, onTest),
    findings,
  } satisfies z.input<typeof metricsSchema>)

  return {
    metrics,
    recipe: { $schema: recipeSchemaFile, evenkeel: 1, input: { path: table.path, sha256, read }, options },
    predictor: {
      format: 'evenkeel-predictor',
      version: 1,
      task: task.kind,
      read,
      columns: data.roles.features.map((name) => ({ name, type: table.column(name).type })),
      classes: y.classes.map(String),
      features: fitted.view.save(),
      model: fitted.model.save(),
      calibrator: calibrator.save(),
      decision: chosen.rule,
    },
    parts,
    data,
    table,
    writeBalancedTrain(path, context = {}) {
      const weights = winner.scores.candidate.balancedWeights ? classWeights(train.of(y), 'balanced') : undefined
      return writeBalancedTrain(path, table, data, train, fitted.resampled, weights, preparation.restore, context)
    },
    close: () => table.close(),
  }
}
