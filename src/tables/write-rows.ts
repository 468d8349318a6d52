import { realpath } from 'node:fs/promises'
import { type Context, DataError, parseOptions, z } from '../core/index.ts'
import { copyTo, type WriteFormat, writeFormatOf } from './copy-to.ts'
import { datePrecision } from './date-precision.ts'
import { fileError } from './file-error.ts'
import type { OpenedFile } from './opened-file.ts'
import { fileBehind } from './opened-table.ts'
import type { OutputColumn } from './output-column.ts'
import { formatSchema } from './read-options.ts'
import type { StoredColumn } from './stored-column.ts'
import type { Table } from './table.ts'
import { writeAtomically } from './write-atomically.ts'
import { checkColumns, outputExpression } from './write-table.ts'

/** How to write rows of a table. */
export interface WriteRowsOptions {
  /** One column for each of the table's, in its order, with a value for each -1 among the rows, in their order. */
  readonly synthetic?: readonly OutputColumn[] | undefined
  /** Default: by extension; CSV to a device. */
  readonly format?: WriteFormat | undefined
}

const writeRowsOptions = z.strictObject({
  synthetic: z.array(z.custom<OutputColumn>()).readonly().optional(),
  format: formatSchema.optional(),
})

let serial = 0

/**
 * Writes rows of an opened table in its original columns and units: row `rows[i]` of the table comes at place `i`, and
 * -1 takes the next values of `synthetic`. The `extra` columns, one value for each of `rows`, are joined at the end. An
 * integer column becomes one of numbers where a synthetic value is not whole; synthetic dates are rounded to the precision
 * of their column (whole seconds, say). Whole or not at all; the same rows give the same bytes. The table's own file is refused as output.
 */
export async function writeRows(
  path: string,
  table: Table,
  rows: Int32Array,
  extra: readonly OutputColumn[],
  options: WriteRowsOptions = {},
  context: Context = {},
): Promise<void> {
  const { format = writeFormatOf(path), synthetic: given } = parseOptions('writeRows', writeRowsOptions, options)
  const file = fileBehind(table)
  await refuseInput(path, table.path)
  const places = Int32Array.from(rows)
  const isNew = places.reduce((count, row) => count + (row < 0 ? 1 : 0), 0)
  let next = 0
  const made = Int32Array.from(places, (row) => (row < 0 ? next++ : -1))
  check(path, table, rows, extra, given, isNew)
  const synthetic = isNew > 0 ? await asPrecise(file, given!, context) : given
  const id = serial++
  const { session } = file
  const [taken, fresh] = [`taken_${id}`, `fresh_${id}`]
  const order: OutputColumn = { name: '', type: 'integer', values: Int32Array.from(places, (_, at) => at) }
  try {
    await session.store(
      taken,
      [order, { name: '', type: 'integer', values: places }, { name: '', type: 'integer', values: made }, ...extra],
      context,
    )
    const whole = synthetic?.map(({ type, values }) => type !== 'number' || values.every(isWhole)) ?? []
    if (isNew > 0) {
      const count: OutputColumn = {
        name: '',
        type: 'integer',
        values: Int32Array.from({ length: isNew }, (_, at) => at),
      }
      await session.store(fresh, [...synthetic!, count], context)
    }
    const expressions = file.columns.map((column, index) => {
      const original = originalExpression(column, whole[index] ?? true)
      if (isNew === 0) return `r.${original}`
      return `CASE WHEN t.c2 < 0 THEN r.${original} ELSE ${syntheticExpression(column, synthetic![index]!, index, whole[index]!)} END`
    })
    const added = extra.map((column, index) => outputExpression(column, index + 3).replaceAll(/\bc(\d+)\b/g, 't.c$1'))
    const width = file.columns.length
    const join = isNew === 0 ? '' : `LEFT JOIN ${fresh} AS s ON s.c${width} = t.c2 AND t.c2 >= 0`
    const query = `SELECT ${[...expressions, ...added].join(', ')} FROM ${taken} AS t LEFT JOIN rows AS r ON r.position = t.c1 ${join} ORDER BY t.c0`
    const names = [...file.columns, ...extra].map(({ name }) => name)
    await writeAtomically(path, (temporary) => session.run(copyTo(temporary, query, names, format), context))
  } catch (error) {
    context.signal?.throwIfAborted()
    throw fileError(path, error, 'written')
  } finally {
    await session.run(`DROP TABLE IF EXISTS ${taken}; DROP TABLE IF EXISTS ${fresh}`)
  }
}

/** Dates that were made between others as precise as those, and no more. */
function asPrecise(
  file: OpenedFile,
  synthetic: readonly OutputColumn[],
  context: Context,
): Promise<readonly OutputColumn[]> {
  return Promise.all(
    file.columns.map(async (column, index) => {
      const { name, type, values } = synthetic[index]!
      if (column.type !== 'date' || !(values instanceof Float64Array)) return synthetic[index]!
      const unit = await datePrecision(file, column, context)
      return { name, type, values: values.map((value) => Math.round(value / unit) * unit) }
    }),
  )
}

function originalExpression({ sql, storage }: StoredColumn, whole: boolean): string {
  return storage === 'BIGINT' && !whole ? `${sql}::DOUBLE` : sql
}

function syntheticExpression(column: StoredColumn, { type }: OutputColumn, index: number, whole: boolean): string {
  const value = outputExpression({ type }, index).replaceAll(/\bc(\d+)\b/g, 's.c$1')
  if (column.storage === 'BIGINT' && !whole) return `(${value})::DOUBLE`
  if (column.storage === 'DATE' || column.storage === 'TIMESTAMP') {
    return type === 'number' || type === 'integer'
      ? `make_timestamp((${value})::BIGINT)::${column.storage}`
      : `(${value})::${column.storage}`
  }
  return `(${value})::${column.storage}`
}

function isWhole(value: string | number | boolean | null): boolean {
  return value === null || Number.isNaN(value) || Number.isInteger(value)
}

function check(
  path: string,
  table: Table,
  rows: Int32Array,
  extra: readonly OutputColumn[],
  synthetic: readonly OutputColumn[] | undefined,
  isNew: number,
): void {
  const beyond = rows.find((row) => row >= table.rowCount)
  if (beyond !== undefined)
    throw new DataError(`${path}: row ${beyond} is beyond the ${table.rowCount} rows of ${table.path}.`)
  const stand: OutputColumn[] = table.columns.map(({ name }) => ({ name, type: 'integer', values: rows }))
  checkColumns(path, [...stand, ...extra])
  if (isNew === 0) return
  if (synthetic?.length !== table.columns.length || synthetic.some(({ values }) => values.length !== isNew)) {
    throw new DataError(
      `${path}: ${isNew} synthetic rows need \`synthetic\`: ${table.columns.length} columns of ${isNew} values each.`,
    )
  }
}

async function refuseInput(path: string, input: string): Promise<void> {
  const [out, from] = await Promise.all([realpath(path).catch(() => path), realpath(input).catch(() => input)])
  if (out === from) throw new DataError(`${path}: it is the input itself. Write to another file.`)
}
