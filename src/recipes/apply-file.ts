import { type Context, parseOptions, within, z } from '../core/index.ts'
import { type OutputColumn, openTable, writeRows } from '../tables/index.ts'
import { predictTable, readPredictor } from './predict-table.ts'
import { readSchema } from './recipe.ts'
import { refuseInput } from './refuse-input.ts'

export const applyFileOptions = z.strictObject({
  read: readSchema.default({}).describe('how the input is read; default: as the file of the run was'),
})
export type ApplyFileOptions = z.input<typeof applyFileOptions>

/** What `applyFile` has done. */
export interface AppliedFile {
  readonly rows: number
  /** How many rows were decided to be of each class. */
  readonly decided: readonly { readonly class: string; readonly rows: number }[]
  readonly notes: readonly string[]
}

/**
 * Decides about the rows of a file with a saved `model.json`. The output has the original columns, `probability of
 * CLASS` for every class (calibrated) and `decision`. The input needs the columns that the model reads and no target.
 */
export async function applyFile(
  model: string,
  input: string,
  output: string,
  given: ApplyFileOptions = {},
  context: Context = {},
): Promise<AppliedFile> {
  const { read } = parseOptions('apply', applyFileOptions, given)
  const predictor = await readPredictor(model)
  const { saved } = predictor
  await refuseInput(input, [output])
  await refuseInput(model, [output])
  const types = Object.fromEntries(saved.columns.map(({ name, type }) => [name, type === 'integer' ? 'number' : type]))
  // A layout that is told replaces that of the run as a whole.
  const layout =
    read.header === undefined && read.columns === undefined
      ? saved.read
      : { ...saved.read, header: undefined, columns: undefined }
  const settings = { ...layout, ...read, types: { ...types, ...read.types } }
  const table = await openTable(input, settings as Parameters<typeof openTable>[1], within(context, 'read'))
  try {
    const proba = await predictTable(predictor, table, context)
    const decided = predictor.decide(proba)
    const width = saved.classes.length
    const extra = saved.classes.map(
      (name, code): OutputColumn => ({
        name: `probability of ${name}`,
        type: 'number',
        values: Float64Array.from({ length: table.rowCount }, (_, row) => proba[row * width + code]!),
      }),
    )
    extra.push({ name: 'decision', type: 'text', values: Array.from(decided, (code) => saved.classes[code]!) })
    const rows = Int32Array.from({ length: table.rowCount }, (_, row) => row)
    await writeRows(output, table, rows, extra, {}, within(context, 'write'))
    const counts = new Int32Array(width)
    for (const code of decided) counts[code]!++
    return {
      rows: table.rowCount,
      decided: saved.classes.map((name, code) => ({ class: name, rows: counts[code]! })),
      notes: table.notes,
    }
  } finally {
    await table.close()
  }
}
