import { open as openFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { type Context, DataError, parseOptions } from '../core/index.ts'
import { columnFacts } from './column-facts.ts'
import type { EngineSession } from './engine.ts'
import { duckdb } from './engines/duckdb.ts'
import { fileError } from './file-error.ts'
import { checkFile, type FileFacts, fileStamp, hashFile, inspectFile } from './inspect-file.ts'
import { loadFile } from './load-file.ts'
import type { OpenedFile } from './opened-file.ts'
import { openedTable } from './opened-table.ts'
import { prepareText } from './prepare-text.ts'
import { type ReadOptions, readOptions, type TableFormat } from './read-options.ts'
import type { ColumnPlan, LoadedFile } from './stored-column.ts'
import type { Table, TableColumn } from './table.ts'
import { temporaryFolder } from './temporary-folder.ts'

/**
 * Opens a file as a table: CSV, TSV, JSON (a list of objects), JSONL or Parquet. Types are decided over the whole
 * file. Parquet files are scanned where they lie; texts are held by the engine until `close`.
 *
 * A `DataError` of one sentence for what cannot be read: no file, a folder, an empty or binary file, a header without
 * rows, rows of unequal length (with the line), two columns of one name, integers beyond 2^53 outside text columns,
 * nested values.
 */
export async function openTable(path: string, options: ReadOptions = {}, context: Context = {}): Promise<Table> {
  const chosen = parseOptions('openTable', readOptions, options) as ReadOptions
  return promptly(load(path, chosen, context), context)
}

async function load(path: string, chosen: ReadOptions, context: Context): Promise<Table> {
  await checkFile(path)
  const folder = temporaryFolder()
  const opening = new AbortController()
  const signal = context.signal ? AbortSignal.any([context.signal, opening.signal]) : opening.signal
  const inner: Context = { ...context, signal }
  try {
    const session = await duckdb.open({ threads: context.workers, spill: folder.path })
    try {
      const format = chosen.format ?? formatOf(path)
      const facts = format === 'parquet' ? undefined : await inspectFile(path, inner)
      const text = facts ? await prepareText(path, facts, chosen.encoding, folder, inner) : undefined
      const lying = facts ? undefined : await lyingFile(path)
      const loaded = await loadFile(session, path, format, text, chosen, folder, inner)
      if (format === 'parquet') await session.run(viewOf(loaded), inner)
      else await typeTexts(session, path, loaded, inner)
      const { rowCount, columns } = await columnFacts(session, loaded.plans, inner)
      if (rowCount === 0) throw new DataError(`${path}: the table has no rows.`)
      const notes = [...loaded.notes, ...emptyColumns(columns, rowCount)]
      return openedTable({ path, session, folder, rowCount, columns, notes, ...(lying ?? readFile(facts!)) })
    } catch (error) {
      opening.abort()
      session.close()
      throw error
    }
  } catch (error) {
    folder.remove()
    context.signal?.throwIfAborted()
    throw fileError(path, error, 'read')
  }
}

/** Answers an abort at once; the engine stops and cleans up a little later, behind it. */
function promptly(opening: Promise<Table>, { signal }: Context): Promise<Table> {
  if (!signal) return opening
  return new Promise((resolve, reject) => {
    const abort = () => {
      reject(signal.reason)
      opening.then((table) => table.close()).catch(() => {})
    }
    signal.addEventListener('abort', abort, { once: true })
    if (signal.aborted) abort()
    opening.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

/** The format that the name of a file tells. */
export function formatOf(path: string): TableFormat {
  const extension = extname(path.replace(/\.gz$/i, '')).toLowerCase()
  switch (extension) {
    case '.csv':
    case '.txt':
      return 'csv'
    case '.tsv':
    case '.tab':
      return 'tsv'
    case '.jsonl':
    case '.ndjson':
      return 'jsonl'
    case '.json':
      return 'json'
    case '.parquet':
    case '.pq':
      return 'parquet'
    default:
      throw new DataError(
        `${path}: its name does not tell the format. Give \`format\`: csv, tsv, jsonl, json or parquet.`,
      )
  }
}

/** A text was read whole: what becomes of its file later does not matter. */
function readFile({ sha256 }: FileFacts): Pick<OpenedFile, 'sha256' | 'unchanged'> {
  return { sha256: async () => sha256, unchanged: async () => {} }
}

/** A Parquet file is read where it lies, time and again: it must stay as it is. Its bytes are hashed only when asked. */
async function lyingFile(path: string): Promise<Pick<OpenedFile, 'sha256' | 'unchanged'>> {
  const opened = await fileStamp(path)
  await refuseOther(path)
  let sha256: string | undefined
  return {
    async sha256(context) {
      sha256 ??= await hashFile(path, context)
      return sha256
    },
    async unchanged() {
      if ((await fileStamp(path)) === opened) return
      throw new DataError(`${path}: it has changed since it was opened. Open it again.`)
    },
  }
}

async function refuseOther(path: string): Promise<void> {
  const file = await openFile(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
    if (bytesRead < 4 || buffer.toString('latin1') !== 'PAR1') throw new DataError(`${path}: it is not a Parquet file.`)
  } finally {
    await file.close()
  }
}

/** A Parquet file stays a view. */
function viewOf({ relation, position, plans }: LoadedFile): string {
  return `CREATE VIEW rows AS SELECT ${position} AS position, ${expressions(plans)} FROM ${relation}`
}

/** Texts are typed once and the raw table dropped. That every row is still in its place is checked, not believed. */
async function typeTexts(session: EngineSession, path: string, loaded: LoadedFile, context: Context): Promise<void> {
  const { relation, position, plans } = loaded
  await session.run(
    `CREATE TABLE typed AS SELECT ${position} AS position, ${expressions(plans)} FROM ${relation}`,
    context,
  )
  const [astray] = await session.rows('SELECT count_if(position <> rowid) FROM typed', context)
  if (astray![0] !== 0)
    throw new DataError(`${path}: the engine did not keep the rows in order. Give fewer \`workers\`.`)
  await session.run(`DROP TABLE ${relation}; CREATE VIEW rows AS SELECT * FROM typed`)
}

function expressions(plans: readonly ColumnPlan[]): string {
  return plans.map(({ expression }, index) => `${expression} AS c${index}`).join(', ')
}

function emptyColumns(columns: readonly TableColumn[], rowCount: number): string[] {
  const empty = columns.filter(({ missing }) => missing === rowCount).map(({ name }) => name)
  return empty.length === 0 ? [] : [`no value at all in ${empty.slice(0, 8).join(', ')}`]
}
