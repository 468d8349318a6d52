import { readFile } from 'node:fs/promises'
import { breathe, type Context, DataError, type Matrix, takeRows } from '../core/index.ts'
import type { Table } from '../tables/index.ts'
import { loadPredictor, type Predictor, type SavedPredictor } from './predictor.ts'

const rowsAtOnce = 16384

/** Reads a `model.json`. */
export async function readPredictor(path: string): Promise<Predictor> {
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

/** Calibrated probabilities of every row, `rows × classes`; some thousand rows at a time, so that an abort is answered. */
export async function predictTable(predictor: Predictor, table: Table, context: Context): Promise<Float64Array> {
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
