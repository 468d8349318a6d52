import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import {
  type ClassName,
  type Context,
  DataError,
  type Labels,
  labelsFromCodes,
  OptionError,
  parseOptions,
  within,
  z,
} from '../../core/index.ts'
import type { Goal } from '../../evaluation/index.ts'
import { openTable, type Table } from '../../tables/index.ts'
import { predictTable, readPredictor } from '../predicting/predict-table.ts'
import { loadPredictor, type SavedPredictor } from '../predicting/predictor.ts'
import { type ChooseOptions, chooseOptions, decisionGoal } from './decide-options.ts'
import type { DecisionFile } from './decision-schema.ts'
import { describeDecision } from './describe-decision.ts'
import { trueRows } from './read-scores.ts'

export const refreshOptions = z.strictObject({
  truth: z.string().describe('the column of the true classes'),
  ...chooseOptions.shape,
})
export type RefreshOptions = z.input<typeof refreshOptions>

/** A model whose calibration and decision were learned anew. */
export interface RefreshedModel {
  readonly decision: DecisionFile
  /** The same model with the new calibration and decision; the file that was read is left as it is. */
  readonly model: SavedPredictor
}

/**
 * Calibrates the model of a run anew on fresh labeled rows, which it has not learned from, and chooses its decision anew.
 * Without a goal that of the run is taken, from the `metrics.json` beside the model. Costs a row cannot be saved in a model.
 */
export async function refreshModel(
  modelPath: string,
  freshPath: string,
  given: RefreshOptions,
  context: Context = {},
): Promise<RefreshedModel> {
  const options = parseOptions('decide', refreshOptions, given)
  if (options.missCost !== undefined || options.falseAlarmCost !== undefined) {
    throw new OptionError(
      'decide: `missCost` differs from row to row, and a model holds one rule for all; use `costs`.',
    )
  }
  const { saved } = await readPredictor(modelPath)
  const none = { format: 'evenkeel-calibrator', version: 1, name: 'none', classCount: saved.classes.length, state: {} }
  const bare = loadPredictor({ ...saved, calibrator: none as SavedPredictor['calibrator'] })
  const types = Object.fromEntries(saved.columns.map(({ name, type }) => [name, type === 'integer' ? 'number' : type]))
  const read = { ...saved.read, ...options.read, types: { ...types, ...options.read.types } }
  const table = await openTable(freshPath, read as Parameters<typeof openTable>[1], within(context, 'read'))
  try {
    const truth = await truthFor(table, options, saved.classes, context)
    const rows = await trueRows(table, truth, options, context)
    const whole = await predictTable(bare, table, context)
    const width = saved.classes.length
    const proba = new Float64Array(rows.tableRows.length * width)
    for (const [to, row] of rows.tableRows.entries()) {
      for (let code = 0; code < width; code++) proba[to * width + code] = whole[row * width + code]!
    }
    const notes = [...table.notes]
    const own = decisionGoal(options, saved.classes)
    const goal = own ?? (await goalOfRun(modelPath, options, saved))
    if (!own && goal) notes.push('The goal is that of the run that made the model.')
    const asked = goal && !own ? { ...options, ...asOptions(goal) } : options
    const scores = { columns: saved.columns.map(({ name }) => name), kind: 'model', center: 0, scale: 1 } as const
    const scored = { rows, proba, scores, single: undefined, notes }
    const { file, judged } = await describeDecision(table, options.truth, scored, goal, asked, context)
    const { calibrator, rule } = judged.final
    if (rule === 'row-costs') throw new OptionError('decide: a model holds one rule for all rows; use `costs`.')
    return { decision: file, model: { ...saved, calibrator: calibrator.save(), decision: rule } }
  } finally {
    await table.close()
  }
}

function asOptions(goal: Goal): Partial<ChooseOptions> {
  return 'costs' in goal ? { costs: JSON.stringify(goal.costs) } : goal
}

/** What the run was asked, where its folder still lies around the model; the costs of a model that decides by costs. */
async function goalOfRun(
  modelPath: string,
  { fBeta, alerts, alertRate }: ChooseOptions,
  saved: SavedPredictor,
): Promise<Goal | undefined> {
  if (fBeta !== undefined || alerts !== undefined || alertRate !== undefined) return undefined
  if ('costs' in saved.decision) return { costs: saved.decision.costs }
  for (const name of ['metrics.json', 'decision.json']) {
    try {
      const { asked } = JSON.parse(await readFile(join(dirname(modelPath), name), 'utf8')) as {
        asked?: { goal?: Goal }
      }
      if (asked?.goal) return asked.goal
    } catch {
      // No such file, or not one of a run: then nothing is known of a goal.
    }
  }
  return undefined
}

/** The truth over the classes of the model, in their order. */
async function truthFor(
  table: Table,
  { truth, dropMissingTarget }: z.output<typeof refreshOptions>,
  classes: readonly string[],
  context: Context,
): Promise<{ y: Labels<never>; positive: string | undefined; tableRows: Int32Array }> {
  table.column(truth)
  const { y, kept } = await table.labels(truth, { dropMissing: dropMissingTarget }, context)
  const known = y.classes.map((name) => classes.indexOf(String(name)))
  // A model of one class against the rest knows the others by one name only.
  const rest = classes.length === 2 && classes[0] === `not ${classes[1]}` ? 0 : -1
  const codeOf = known.map((code) => (code >= 0 ? code : rest))
  const unknown = codeOf.indexOf(-1)
  if (unknown >= 0) {
    throw new DataError(
      `${table.path}: class "${String(y.classes[unknown])}" of column "${truth}" is unknown to the model, which has learned ${classes.slice(0, 20).join(', ')}. Leave its rows out, or run anew with them.`,
    )
  }
  const codes = y.codes.map((code) => codeOf[code]!)
  const absent = classes.findIndex((_, code) => !codes.includes(code))
  if (absent >= 0) {
    throw new DataError(
      `${table.path}: class "${classes[absent]}" has no row in column "${truth}"; a decision needs rows of every class. Add some.`,
    )
  }
  return {
    y: labelsFromCodes(codes, classes as readonly ClassName[]),
    positive: classes.length === 2 ? classes[1]! : undefined,
    tableRows: kept ?? Int32Array.from({ length: table.rowCount }, (_, row) => row),
  }
}
