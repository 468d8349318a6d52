import { basename } from 'node:path'
import { type Context, within, z } from '../../core/index.ts'
import { openTable, type Table, type TableColumn } from '../../tables/index.ts'
import { idName, rowKeys } from '../reading/row-keys.ts'
import type { Recipe } from '../recipe.ts'
import type { ModelInput } from '../tasks/task.ts'
import type { MeasuredRows, MeasuredTable } from './measured-rows.ts'

/** A held-out file beside a resampling: it is only looked at. */
export const heldOutSchema = z.strictObject({
  file: z.string(),
  rows: z.int().describe('they are only measured; none of them is resampled'),
  repeated: z.int().describe('rows of the input that stand in that file too, whatever their target'),
  leak: z.boolean().describe('whether these are more than so few different values make likely'),
})
export type HeldOutFile = z.infer<typeof heldOutSchema>

/** The rows of a held-out file as the samplers would see them, and what they share with the input. */
export interface HeldOut {
  readonly file: HeldOutFile
  /** Where a model would look at them; undefined where the samplers look at labels alone. */
  readonly X: ModelInput | undefined
}

/**
 * Opens a held-out file beside the input, with the types of the input's columns, and compares: which rows of the input
 * stand there too, all columns but targets, ignored ones and those that name rows, after normalization. Throws a
 * `DataError` where it lacks a column.
 */
export async function readHeldOut(
  path: string,
  { table, kept, without }: MeasuredTable,
  measured: MeasuredRows,
  read: Recipe['input']['read'],
  context: Context,
): Promise<HeldOut> {
  const columns = table.columns.filter(({ name }) => !without.includes(name))
  const held = await openTable(path, { ...read, types: typesOf(table, columns) }, within(context, 'read test'))
  try {
    const shared = columns.filter(({ name }) => held.columns.some((other) => other.name === name))
    const file = await compare(
      table,
      kept,
      held,
      shared.map(({ name }) => name),
      context,
    )
    if (measured.names.length === 0) return { file, X: undefined }
    const values = await held.matrix(measured.names, within(context, 'read test'))
    return { file, X: measured.encode(measured.prepare(values)) }
  } finally {
    await held.close()
  }
}

/** What says a number here does so there, whole or not; an empty column may hold anything. */
function typesOf({ rowCount }: Table, columns: readonly TableColumn[]): Record<string, TableColumn['type']> {
  const typed = columns.filter(({ type, missing }) => type !== 'vector' && missing < rowCount)
  return Object.fromEntries(typed.map(({ name, type }) => [name, type === 'integer' ? 'number' : type]))
}

async function compare(
  table: Table,
  kept: Int32Array | undefined,
  held: Table,
  names: readonly string[],
  context: Context,
): Promise<HeldOutFile> {
  const telling = names.filter((name) => !idName.test(name))
  const compared = telling.length > 0 ? telling : names
  const [own, other] = [await rowKeys(table, compared, context), await rowKeys(held, compared, context)]
  const known = new Set(other.keys)
  const keys = kept ? Float64Array.from(kept, (row) => own.keys[row]!) : own.keys
  let repeated = 0
  for (const key of keys) if (known.has(key)) repeated++
  const usual = Math.min(1, other.coincidence * held.rowCount)
  const leak = repeated > 0 && repeated / keys.length > 3 * usual
  return { file: basename(held.path), rows: held.rowCount, repeated, leak }
}
