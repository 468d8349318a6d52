import { basename } from 'node:path'
import {
  type Context,
  countLabels,
  DataError,
  type Labels,
  type MultiLabels,
  oneLabel,
  type Parts,
  parseOptions,
  takeMultiLabels,
  within,
  type z,
} from '../../core/index.ts'
import { type Goal, splitParts } from '../../evaluation/index.ts'
import { openTable, type Table } from '../../tables/index.ts'
import { audit } from '../audit/audit.ts'
import type { Finding } from '../audit/finding.ts'
import { giveawayColumns } from '../audit/giveaways.ts'
import { candidatesFor } from '../candidates/candidate.ts'
import { sliceLevels, slicesOf } from '../figures/slices.ts'
import { type Judged, learnAndJudge } from '../learn-and-judge.ts'
import { columnsOf, type SavedLabelPredictor } from '../predicting/label-predictor.ts'
import { aboutFile } from '../reading/about-file.ts'
import type { DataSet, Rows } from '../reading/data-set.ts'
import { leaveOut } from '../reading/leave-out.ts'
import { type Recipe, type RecipeOptions, readSchema } from '../recipe.ts'
import { type Leak, showLeak } from '../resampling/leak.ts'
import { taskOf } from '../tasks/task-of.ts'
import { chainTask } from './chain-task.ts'
import { logOddsOf, together, verdictOn } from './judged-labels.ts'
import { checkLabelNames, labelGoal } from './label-goals.ts'
import { type LabelsMetrics, labelsMetricsSchema } from './labels-metrics.ts'
import { type LabelsRecipe, type LabelsRunOptions, labelsRunOptions } from './labels-options.ts'
import { loadLabels } from './load-labels.ts'
import { overallFigures } from './overall-figures.ts'
import { predictorOf } from './saved-label-predictor.ts'

/** What a run on labels gives. */
export interface LabelsRun {
  readonly metrics: LabelsMetrics
  readonly recipe: LabelsRecipe
  readonly predictor: SavedLabelPredictor
  readonly parts: Parts
  readonly rows: Rows
  readonly table: Table
  /** Frees the table. */
  close(): Promise<void>
}

export type LabelsRunGiven = z.input<typeof labelsRunOptions> & {
  readonly read?: z.input<typeof readSchema> | undefined
}

/**
 * The main job where a row may have any number of labels: parts balanced in every label, then for each label what `run`
 * does for a class, with a goal and a threshold of its own, and all labels judged together. With `chain` a label also
 * learns from the out-of-fold probabilities of those before it (classifier chains; J. Read et al., "Classifier Chains
 * for Multi-label Classification", Machine Learning 85, 2011, with probabilities for decisions). `close` the run when
 * done with it; `saveLabelsRun` writes its folder.
 */
export async function runLabels(path: string, given: LabelsRunGiven, context: Context = {}): Promise<LabelsRun> {
  return runLabelsChecked(path, given, () => {}, context)
}

/** `runLabels`, on a table that `check` has let pass. */
export async function runLabelsChecked(
  path: string,
  given: LabelsRunGiven,
  check: (table: Table) => void | Promise<void>,
  context: Context,
): Promise<LabelsRun> {
  const { read: readGiven, ...rest } = given
  const options = parseOptions('run', labelsRunOptions, rest)
  const read = parseOptions('run: read', readSchema, readGiven)
  const table = await openTable(path, { ...read }, within(context, 'read'))
  try {
    await check(table)
    return await runOnLabels(table, options, read, context)
  } catch (error) {
    await table.close()
    throw error
  }
}

async function runOnLabels(
  table: Table,
  options: LabelsRunOptions,
  read: Recipe['input']['read'],
  context: Context,
): Promise<LabelsRun> {
  const { rows: whole, Y } = await loadLabels(table, options, context)
  const names = Y.labels.map(String)
  checkLabelNames(names, options)
  const goals = new Map(names.map((name) => [name, labelGoal(name, options)]))
  const sha256 = await table.sha256(context)
  const findings = await auditLabels(table, whole, Y, options, context)
  const giveaways = giveawayColumns(findings).filter(({ column }) => !options.keep.includes(column))
  const rows = await leaveOut(whole, giveaways, table, context)

  const { seed } = options
  const shares = { train: options.train, validation: options.validation, test: options.test }
  const splitData = {
    rowCount: Y.rowCount,
    labels: Y,
    clusters: rows.clusters,
    ...(rows.groups && { groups: rows.groups }),
    ...(rows.time && { time: rows.time }),
  }
  const parts = aboutFile(table.path, () => splitParts(splitData, { ...shares, seed, gap: options.gap }))
  const order = options.chain ? mostFrequentFirst(takeMultiLabels(Y, parts.train.rows)) : [...names.keys()]
  const earlier: Float64Array[] = []
  const judged = new Map<string, Judged | string>()
  const leaks = new Map<string, Leak>()
  const share = options.minutes === undefined ? undefined : options.minutes / order.length
  for (const [done, label] of order.entries()) {
    const name = names[label]!
    const data = dataOf(rows, Y, name, goals.get(name))
    const task = chainTask(taskOf(rows), columnsOf(options.chain ? earlier : [], Y.rowCount))
    const own = { ...recipeOf(options, name), ...(share !== undefined && { minutes: share }) }
    const candidates = candidatesFor(task, own, 2)
    const job = {
      task,
      data,
      parts,
      candidates,
      goal: goals.get(name),
      options: own,
      journal: undefined,
    }
    context.onProgress?.({ stage: 'labels', done, total: order.length })
    const found = await learnAndJudge(job, within(context, name)).catch((error: unknown) => {
      if (error instanceof DataError) return error.message
      throw error
    })
    judged.set(name, found)
    if (typeof found === 'string') continue
    earlier.push(logOddsOf(found, parts, Y.rowCount))
    if (options.showLeak) leaks.set(name, await showLeak(task, data, parts, own, within(context, name)))
  }
  const learned = new Map([...judged].filter((one): one is [string, Judged] => typeof one[1] !== 'string'))
  if (learned.size === 0)
    throw new DataError(`${table.path}: no label could be learned. ${String(judged.get(names[0]!))}`)

  const levels = await sliceLevels(table, rows, parts.test, options.slice, within(context, 'slices'))
  const slicesOfLabel = (name: string, { onTest, metrics }: Judged) => {
    const data = dataOf(rows, Y, name, goals.get(name))
    return slicesOf(levels, data, parts.test, { ...onTest, figures: metrics.test }, seed, within(context, name))
  }
  const results = new Map<string, NonNullable<LabelsMetrics['labels'][number]['result']>>()
  for (const [name, found] of learned) {
    const slices = await slicesOfLabel(name, found)
    results.set(name, { ...found.metrics, slices, leak: leaks.get(name) ?? null })
  }

  const whatIs = (part: 'validation' | 'test') => {
    const truth = takeMultiLabels(Y, parts[part].rows)
    const { proba, decided } = together(truth, names, judged, part)
    const groups = rows.groups && parts[part].of(rows.groups)
    return overallFigures(truth, decided, proba, { seed, groups }, within(context, part))
  }
  const counts = countLabels(Y)
  const metrics: LabelsMetrics = labelsMetricsSchema.parse({
    evenkeel: 1,
    kind: 'labels',
    input: { file: basename(table.path), sha256, rows: table.rowCount, columns: table.columns.length },
    task: taskOf(rows).kind,
    target: rows.roles.target,
    features: [...rows.roles.features],
    leftOut: [...rows.roles.leftOut],
    chain: options.chain,
    parts: [parts.train, parts.validation, parts.test].map((part) => ({
      part: part.part,
      rows: part.rows.length,
      labels: [...countLabels(takeMultiLabels(Y, part.rows))],
      groups: rows.groups ? new Set(part.of(rows.groups)).size : null,
    })),
    asked: verdictOn(names, judged),
    labels: names.map((label, at) => {
      const found = judged.get(label)!
      return {
        label,
        rows: counts[at]!,
        share: counts[at]! / Y.rowCount,
        failure: typeof found === 'string' ? found : null,
        result: results.get(label) ?? null,
      }
    }),
    validation: await whatIs('validation'),
    test: await whatIs('test'),
    findings,
  } satisfies z.input<typeof labelsMetricsSchema>)

  return {
    metrics,
    recipe: {
      evenkeel: 1,
      kind: 'labels',
      input: { path: table.path, sha256, read },
      options: asSearched(options, learned),
    },
    predictor: predictorOf(table, rows, read, options.chain, names, learned),
    parts,
    rows,
    table,
    close: () => table.close(),
  }
}

/** The options of a run that looks for one label alone. */
function recipeOf(options: LabelsRunOptions, name: string): RecipeOptions {
  return {
    ...options,
    target: options.labels ? name : (options.target ?? name),
    positive: name,
    trials: Object.hasOwn(options.trialsOf, name) ? options.trialsOf[name]! : options.trials,
    dropMissingTarget: false,
    format: 'parquet',
  }
}

/** How many chains were drawn for each label in the time that was given is what a run again needs to know. */
function asSearched({ minutes, ...options }: LabelsRunOptions, learned: ReadonlyMap<string, Judged>): LabelsRunOptions {
  if (minutes === undefined) return options
  const drawn = Array.from(learned, ([name, { metrics }]) => [name, metrics.search.length] as const)
  return { ...options, trialsOf: { ...options.trialsOf, ...Object.fromEntries(drawn) } }
}

function dataOf(rows: Rows, Y: MultiLabels<never>, name: string, goal: Goal | undefined): DataSet {
  const y: Labels<never> = oneLabel(Y, name)
  return { ...rows, y, positive: name, costs: goal && 'costs' in goal ? goal.costs : undefined }
}

/** Every label is looked at; what is found for several of them is told once. */
async function auditLabels(
  table: Table,
  rows: Rows,
  Y: MultiLabels<never>,
  options: LabelsRunOptions,
  context: Context,
): Promise<Finding[]> {
  const found = new Map<string, Finding>()
  for (const name of Y.labels.map(String)) {
    const input = { table, data: dataOf(rows, Y, name, labelGoal(name, options)), options: recipeOf(options, name) }
    for (const finding of await audit(input, within(context, name))) {
      if (finding.severity !== 'passed') found.set(finding.sentence, finding)
    }
  }
  return [...found.values()]
}

/** What is frequent in train is learned best, and so is the best to learn from; of equals the first. */
function mostFrequentFirst(Y: MultiLabels): number[] {
  const counts = countLabels(Y)
  return [...counts.keys()].sort((a, b) => counts[b]! - counts[a]! || a - b)
}
