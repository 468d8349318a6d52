import { basename } from 'node:path'
import { type Context, type Parts, parseOptions, within, type z } from '../core/index.ts'
import { splitParts } from '../evaluation/index.ts'
import { type OutputColumn, openTable, type Table } from '../tables/index.ts'
import { audit } from './audit/audit.ts'
import { giveawayColumns } from './audit/giveaways.ts'
import { candidatesFor } from './candidates/candidate.ts'
import { type Journal, openJournal } from './candidates/journal.ts'
import { classCounts, describePart } from './figures/describe-data.ts'
import { sliceLevels, slicesOf } from './figures/slices.ts'
import { goalOf } from './goals/goal.ts'
import { learnAndJudge } from './learn-and-judge.ts'
import { type Metrics, metricsSchema } from './metrics.ts'
import type { SavedPredictor } from './predicting/predictor.ts'
import { aboutFile } from './reading/about-file.ts'
import { type DataSet, loadDataSet } from './reading/data-set.ts'
import { leaveOut } from './reading/leave-out.ts'
import { refuseManyScores } from './reading/refuse-many-classes.ts'
import { splitDataOf } from './reading/split-data.ts'
import { type Recipe, type RecipeOptions, readSchema, recipeOptions, recipeSchemaFile } from './recipe.ts'
import { writeBalancedTrain } from './resampling/balanced-train.ts'
import { showLeak } from './resampling/leak.ts'
import { taskOf } from './tasks/task-of.ts'
import { pseudoLabelColumns } from './unlabeled/pseudo-label-columns.ts'
import { pseudoLabelsOf } from './unlabeled/pseudo-label-figures.ts'
import { loadUnlabeled } from './unlabeled/unlabeled-rows.ts'

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
  /** Where the figures of a search are kept until the run has been written; undefined where nothing was searched. */
  readonly journal: Journal | undefined
  /** The unlabeled rows that the winner learned from, and as what; undefined where it learned from none. */
  readonly pseudoLabels: readonly OutputColumn[] | undefined
  /** Frees the table. */
  close(): Promise<void>
}

export type RunOptions = z.input<typeof recipeOptions> & {
  readonly read?: z.input<typeof readSchema> | undefined
  /**
   * Path of a file that keeps the figures of a search (`trials`, `minutes`) as it goes. A run that was stopped and is
   * started again with the same options and file goes on from there. `saveRun` takes it away.
   */
  readonly journal?: string | undefined
}

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
  const { read: readGiven, journal, ...rest } = given
  const options = parseOptions('run', recipeOptions, rest)
  const read = parseOptions('run: read', readSchema, readGiven)
  const table = await openTable(path, { ...read }, within(context, 'read'))
  try {
    await check(table)
    return await runOnTable(table, options, read, journal, context)
  } catch (error) {
    await table.close()
    throw error
  }
}

async function runOnTable(
  table: Table,
  options: RecipeOptions,
  read: Recipe['input']['read'],
  journalPath: string | undefined,
  context: Context,
): Promise<Run> {
  const whole = await loadDataSet(table, options, context)
  const classCount = whole.y.classes.length
  refuseManyScores(whole, options.train, candidatesFor(taskOf(whole), options, classCount).length)
  const goal = goalOf(options, whole.costs)
  const sha256 = await table.sha256(context)
  const findings = await audit({ table, data: whole, options }, context)
  const giveaways = giveawayColumns(findings).filter(({ column }) => !options.keep.includes(column))
  const data = await leaveOut(whole, giveaways, table, context)
  const { y } = data
  const unlabeled =
    options.unlabeled === undefined
      ? undefined
      : await loadUnlabeled(options.unlabeled, { table, data }, options, read, context)

  const { train: trainShare, validation: validationShare, test: testShare, seed, gap } = options
  const shares = { train: trainShare, validation: validationShare, test: testShare }
  const parts = aboutFile(table.path, () => splitParts(splitDataOf(data), { ...shares, seed, gap }))
  const { train, validation, test } = parts
  const task = taskOf(data, unlabeled)
  const candidates = candidatesFor(task, options, classCount)
  const journal = await journalOf(journalPath, options, [sha256, unlabeled?.sha256])
  const judged = await learnAndJudge({ task, data, parts, candidates, goal, options, journal, unlabeled }, context)
  const { winner, fitted, preparation, onTest, metrics: found } = judged
  const labels = pseudoLabelsOf(fitted.model)
  const slicing = within(context, 'slices')
  const levels = await sliceLevels(table, data, test, options.slice, slicing)
  const slices = await slicesOf(levels, data, test, { ...onTest, figures: found.test }, seed, slicing)
  const leak = options.showLeak ? await showLeak(task, data, parts, options, context) : null

  const metrics: Metrics = metricsSchema.parse({
    evenkeel: 1,
    input: { file: basename(table.path), sha256, rows: table.rowCount, columns: table.columns.length },
    task: task.kind,
    target: options.target,
    positive: data.positive ?? null,
    classes: classCounts(y),
    features: [...data.roles.features],
    leftOut: [...data.roles.leftOut],
    parts: [train, validation, test].map((part) => describePart(part, data)),
    ...found,
    slices,
    leak,
    findings,
  } satisfies z.input<typeof metricsSchema>)

  return {
    metrics,
    recipe: {
      $schema: recipeSchemaFile,
      evenkeel: 1,
      input: { path: table.path, sha256, ...(unlabeled && { unlabeledSha256: unlabeled.sha256 }), read },
      options: asSearched(options, metrics),
    },
    predictor: {
      format: 'evenkeel-predictor',
      version: 1,
      task: task.kind,
      read,
      columns: data.roles.features.map((name) => ({ name, type: table.column(name).type })),
      classes: y.classes.map(String),
      features: fitted.view.save(),
      model: fitted.model.save(),
      calibrator: judged.calibrator.save(),
      decision: judged.rule,
    },
    parts,
    data,
    table,
    journal,
    pseudoLabels: labels && unlabeled && pseudoLabelColumns(labels, y.classes, unlabeled),
    writeBalancedTrain: (path, context = {}) =>
      writeBalancedTrain(
        path,
        table,
        data,
        train,
        fitted.resampled,
        winner.chain.classWeight,
        preparation.restore,
        context,
      ),
    close: () => table.close(),
  }
}

/** Only a search is long enough to be kept. What its figures depend on is all of the recipe but how long it goes on. */
async function journalOf(
  path: string | undefined,
  options: RecipeOptions,
  [sha256, unlabeledSha256]: readonly (string | undefined)[],
): Promise<Journal | undefined> {
  const searches = options.trials > 0 || options.minutes !== undefined
  if (path === undefined || !searches) return undefined
  const { trials: _trials, minutes: _minutes, format: _format, ...rest } = options
  return openJournal(path, JSON.stringify({ evenkeel: 1, sha256, unlabeledSha256, ...rest }))
}

/** How many chains were drawn in the time that was given is what a run again needs to know, not the time. */
function asSearched({ minutes, ...options }: RecipeOptions, { search }: Metrics): RecipeOptions {
  return minutes === undefined ? options : { ...options, trials: search.length }
}
