import { readFile } from 'node:fs/promises'
import { breathe, type Context, DataError, type Matrix, parseOptions, takeRows, within, z } from '../core/index.ts'
import { type OutputColumn, openTable, type Table, writeRows } from '../tables/index.ts'
import { loadPredictor, type Predictor, type SavedPredictor } from './predictor.ts'
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

const rowsAtOnce = 16384

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
    const proba = await probabilitiesOf(predictor, table, context)
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

async function readPredictor(path: string): Promise<Predictor> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new DataError(`${path}: this model cannot be read (${error.code}). Pass the model.json of a run.`)
  })
  let saved: SavedPredictor
  try {
    saved = JSON.parse(text) as SavedPredictor
  } catch {
    throw new DataError(`${path}: this is not a model: it is not valid JSON. Pass the model.json of a run.`)
  }
  try {
    return loadPredictor(saved)
  } catch (error) {
    if (error instanceof DataError) throw new DataError(`${path}: ${error.message}`, { cause: error })
    throw new DataError(`${path}: this model is damaged. Pass the model.json of a run.`, { cause: error })
  }
}

/** Some thousand rows at a time, so that an abort is answered. */
async function probabilitiesOf(predictor: Predictor, table: Table, context: Context): Promise<Float64Array> {
  const { task, columns, classes } = predictor.saved
  const names = columns.map(({ name }) => name)
  const read = task === 'text' ? await table.texts(names[0]!, context) : await table.matrix(names, context)
  const proba = new Float64Array(table.rowCount * classes.length)
  for (let start = 0; start < table.rowCount; start += rowsAtOnce) {
    await breathe(context, { stage: 'decide', done: start, total: table.rowCount })
    const end = Math.min(start + rowsAtOnce, table.rowCount)
    proba.set(predictor.predictProba(some(read, start, end)), start * classes.length)
  }
  return proba
}

function some(read: Matrix | (string | null)[], start: number, end: number): Matrix | string[] {
  if (Array.isArray(read)) return read.slice(start, end).map((text) => text ?? '')
  return takeRows(
    read,
    Int32Array.from({ length: end - start }, (_, row) => start + row),
  )
}
