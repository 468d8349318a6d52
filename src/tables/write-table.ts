import { type Context, DataError, parseOptions, z } from '../core/index.ts'
import { copyTo, type WriteFormat, writeFormatOf } from './copy-to.ts'
import { duckdb } from './engines/duckdb.ts'
import { fileError } from './file-error.ts'
import type { OutputColumn } from './output-column.ts'
import { formatSchema } from './read-options.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { writeAtomically } from './write-atomically.ts'

/** How to write a table. */
export interface WriteOptions {
  /** Default: by extension; CSV to a device. */
  readonly format?: WriteFormat | undefined
}

const writeOptions = z.strictObject({
  format: formatSchema.optional().describe('how the file is written; default: by its extension'),
})

/**
 * Writes columns of equal length as CSV, TSV, JSON, JSONL or Parquet, whole or not at all. The same values give the
 * same bytes. Missing values are empty fields or nulls; dates are ISO timestamps.
 */
export async function writeTable(
  path: string,
  columns: readonly OutputColumn[],
  options: WriteOptions = {},
  context: Context = {},
): Promise<void> {
  const { format = writeFormatOf(path) } = parseOptions('writeTable', writeOptions, options)
  checkColumns(path, columns)
  const folder = temporaryFolder()
  try {
    const session = await duckdb.open({ threads: 1, spill: folder.path })
    try {
      await session.store('columns_out', columns, context)
      const query = `SELECT ${columns.map(outputExpression).join(', ')} FROM columns_out ORDER BY rowid`
      await writeAtomically(path, (temporary) =>
        session.run(
          copyTo(
            temporary,
            query,
            columns.map(({ name }) => name),
            format,
          ),
          context,
        ),
      )
    } finally {
      session.close()
    }
  } catch (error) {
    context.signal?.throwIfAborted()
    throw fileError(path, error, 'written')
  } finally {
    folder.remove()
  }
}

/** A stored output column as it is to be written. */
export function outputExpression({ type }: Pick<OutputColumn, 'type'>, index: number): string {
  if (type === 'number') return `CASE WHEN NOT isnan(c${index}) THEN c${index} END`
  return type === 'date' ? `make_timestamp(c${index})` : `c${index}`
}

export function checkColumns(path: string, columns: readonly OutputColumn[]): void {
  if (columns.length === 0) throw new DataError(`${path}: a table needs at least one column.`)
  const seen = new Set<string>()
  for (const { name, values } of columns) {
    if (seen.has(name))
      throw new DataError(`${path}: two columns to be written are named "${name}". Rename that of the input.`)
    seen.add(name)
    if (values.length !== columns[0]!.values.length) {
      throw new DataError(
        `${path}: column "${name}" has ${values.length} values; "${columns[0]!.name}" has ${columns[0]!.values.length}.`,
      )
    }
  }
}
