import { type Context, DataError, parseOptions, within, z } from '../../core/index.ts'
import { openTable, type Table, writeRows } from '../../tables/index.ts'
import { columnsOfClasses, columnsOfDecision, columnsOfLabels, type DecidedColumns } from '../decide/decided-columns.ts'
import { readDecision } from '../decide/read-decision.ts'
import { predictLabels, predictTable, readAnyPredictor } from '../predicting/predict-table.ts'
import { readSchema } from '../recipe.ts'
import { refuseInput } from '../writing/refuse-input.ts'

export const applyFileOptions = z.strictObject({
  read: readSchema.default({}).describe('how the input is read; default: as the file of the run was'),
})
export type ApplyFileOptions = z.input<typeof applyFileOptions>

/** What `applyFile` has done. */
export interface AppliedFile {
  readonly rows: number
  /** How many rows were decided to be of each class, or to have each label. */
  readonly decided: readonly { readonly class: string; readonly rows: number }[]
  readonly notes: readonly string[]
}

/**
 * Decides about the rows of a file with a saved `model.json`, or with a `decision.json` of `decideScores`. The output has
 * the original columns, `probability of CLASS` for every class (calibrated) and `decision`; for a run on labels
 * and the decisions of `decideLabelScores` `probability of LABEL` and `decision on LABEL`, 1 or 0. The input needs no target, but the columns
 * that the model reads; for a decision the score columns that it was chosen on, and where it weighs costs of each row
 * their columns.
 */
export async function applyFile(
  model: string,
  input: string,
  output: string,
  given: ApplyFileOptions = {},
  context: Context = {},
): Promise<AppliedFile> {
  const { read } = parseOptions('apply', applyFileOptions, given)
  await refuseInput(input, [output])
  await refuseInput(model, [output])
  const decision = await readDecision(model)
  if (decision) {
    const known = read as Parameters<typeof openTable>[1]
    return applied(await openTable(input, known, within(context, 'read')), output, context, (table) =>
      columnsOfDecision(decision, table, context).catch((error: unknown) => {
        throw error instanceof DataError && !error.message.startsWith(input)
          ? new DataError(`${model}: ${error.message}`, { cause: error })
          : error
      }),
    )
  }
  const predictor = await readAnyPredictor(model)
  const { saved } = predictor
  const types = Object.fromEntries(saved.columns.map(({ name, type }) => [name, type === 'integer' ? 'number' : type]))
  // A layout that is told replaces that of the run as a whole.
  const layout =
    read.header === undefined && read.columns === undefined
      ? saved.read
      : { ...saved.read, header: undefined, columns: undefined }
  const settings = { ...layout, ...read, types: { ...types, ...read.types } }
  const opened = await openTable(input, settings as Parameters<typeof openTable>[1], within(context, 'read'))
  return applied(opened, output, context, async (table) => {
    if (!('predictProba' in predictor)) {
      return columnsOfLabels(predictor.saved.labels, await predictLabels(predictor, table, context))
    }
    const proba = await predictTable(predictor, table, context)
    return columnsOfClasses({ classes: predictor.saved.classes, proba, decided: predictor.decide(proba) })
  })
}

/** Decides about an open table, writes what was decided beside its columns, and closes it. */
async function applied(
  table: Table,
  output: string,
  context: Context,
  decide: (table: Table) => Promise<DecidedColumns>,
): Promise<AppliedFile> {
  try {
    const { extra, decided } = await decide(table)
    const rows = Int32Array.from({ length: table.rowCount }, (_, row) => row)
    await writeRows(output, table, rows, extra, {}, within(context, 'write'))
    return { rows: table.rowCount, decided, notes: table.notes }
  } finally {
    await table.close()
  }
}
