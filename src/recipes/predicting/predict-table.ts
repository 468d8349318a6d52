import { readFile } from 'node:fs/promises'
import { breathe, type Context, DataError, type Matrix, takeRows } from '../../core/index.ts'
import type { Table } from '../../tables/index.ts'
import { type LabelPredictor, loadLabelPredictor, type SavedLabelPredictor } from './label-predictor.ts'
import { loadPredictor, type Predictor, type SavedPredictor } from './predictor.ts'

const rowsAtOnce = 16384

/** Reads the `model.json` of a run. */
export async function readPredictor(path: string): Promise<Predictor> {
  const predictor = await readAnyPredictor(path)
  if ('predictProba' in predictor) return predictor
  throw new DataError(`${path}: this model gives labels. Pass that of a run that looks for classes.`)
}

/** Reads a `model.json`, also that of a run on labels. */
export async function readAnyPredictor(path: string): Promise<Predictor | LabelPredictor> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new DataError(`${path}: this model cannot be read (${error.code}). Pass the model.json of a run.`)
  })
  let saved: SavedPredictor | SavedLabelPredictor
  try {
    saved = JSON.parse(text) as SavedPredictor | SavedLabelPredictor
  } catch {
    throw new DataError(`${path}: this is not a model: it is not valid JSON. Pass the model.json of a run.`)
  }
  try {
    return saved?.format === 'evenkeel-label-predictor' ? loadLabelPredictor(saved) : loadPredictor(saved)
  } catch (error) {
    if (error instanceof DataError) throw new DataError(`${path}: ${error.message}`, { cause: error })
    throw new DataError(`${path}: this model is damaged. Pass the model.json of a run.`, { cause: error })
  }
}

/** Calibrated probabilities of every row, `rows × classes`. */
export async function predictTable(predictor: Predictor, table: Table, context: Context): Promise<Float64Array> {
  const width = predictor.saved.classes.length
  const proba = new Float64Array(table.rowCount * width)
  for await (const { start, rows } of someRows(predictor, table, context)) {
    proba.set(predictor.predictProba(rows), start * width)
  }
  return proba
}

/** Calibrated probabilities and decisions of every row, `rows × labels`. */
export async function predictLabels(
  predictor: LabelPredictor,
  table: Table,
  context: Context,
): Promise<ReturnType<LabelPredictor['predict']>> {
  const width = predictor.saved.labels.length
  const all = { proba: new Float64Array(table.rowCount * width), decided: new Uint8Array(table.rowCount * width) }
  for await (const { start, rows } of someRows(predictor, table, context)) {
    const found = predictor.predict(rows)
    all.proba.set(found.proba, start * width)
    all.decided.set(found.decided, start * width)
  }
  return all
}

/** The columns that a model reads, some thousand rows at a time, so that an abort is answered. */
async function* someRows({ saved: { task, columns } }: Predictor | LabelPredictor, table: Table, context: Context) {
  const names = columns.map(({ name }) => name)
  const read = task === 'text' ? await table.texts(names[0]!, context) : await table.matrix(names, context)
  for (let start = 0; start < table.rowCount; start += rowsAtOnce) {
    await breathe(context, { stage: 'decide', done: start, total: table.rowCount })
    yield { start, rows: some(read, start, Math.min(start + rowsAtOnce, table.rowCount)) }
  }
}

function some(read: Matrix | (string | null)[], start: number, end: number): Matrix | string[] {
  if (Array.isArray(read)) return read.slice(start, end).map((text) => text ?? '')
  return takeRows(
    read,
    Int32Array.from({ length: end - start }, (_, row) => start + row),
  )
}
