import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Context, DataError } from '../core/index.ts'
import type { Dialect } from './decide-dialect.ts'
import type { EngineSession } from './engine.ts'
import type { PreparedText } from './prepare-text.ts'
import { columnList, quote } from './stored-column.ts'
import type { TemporaryFolder } from './temporary-folder.ts'

/** Reads a delimited text into the table `loaded`, every value as it is written. */
export async function readDelimited(
  session: EngineSession,
  path: string,
  text: PreparedText,
  dialect: Dialect,
  folder: TemporaryFolder,
  context: Context,
): Promise<string[]> {
  try {
    await session.run(statement(text.path, dialect), context)
    return []
  } catch (error) {
    context.signal?.throwIfAborted()
    // DuckDB gives up on a text in which some lines end with \r\n and others with \n.
    if (!/invalid state/.test(String(error))) throw raggedError(path, error, dialect) ?? error
  }
  const unified = join(folder.path, 'lines')
  const options = context.signal ? { signal: context.signal } : {}
  await pipeline(createReadStream(text.path, 'latin1'), unifyLines, createWriteStream(unified, 'latin1'), options)
  try {
    await session.run(statement(unified, dialect), context)
    return ['line ends were mixed: all read as \\n']
  } catch (error) {
    throw raggedError(path, error, dialect) ?? error
  }
}

/** Byte by byte (as latin1), so that it works within any UTF-8. */
async function* unifyLines(source: AsyncIterable<string>): AsyncIterable<string> {
  let open = ''
  for await (const piece of source) {
    const text = open + piece
    open = text.endsWith('\r') ? '\r' : ''
    yield text.slice(0, text.length - open.length).replaceAll('\r\n', '\n')
  }
  yield open
}

function statement(path: string, { delimiter, quoted, header, names }: Dialect): string {
  const mark = quoted ? quote('"') : "''"
  const columns = columnList(names.length).map((name) => `'${name}': 'VARCHAR'`)
  return `CREATE TABLE loaded AS SELECT * FROM read_csv(${quote(path)}, columns = {${columns.join(', ')}},
    auto_detect = false, delim = ${quote(delimiter)}, quote = ${mark}, escape = ${mark}, header = ${header},
    all_varchar = true, null_padding = false, strict_mode = true, comment = '', nullstr = '\u0001null',
    max_line_size = 33554432)`
}

function raggedError(path: string, error: unknown, { quoted, delimiter }: Dialect): DataError | undefined {
  const message = error instanceof Error ? error.message : ''
  const line = /CSV Error on Line: (\d+)/.exec(message)?.[1]
  const counts = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message)
  if (line && counts) {
    return new DataError(
      `${path}: line ${line} has ${counts[2]} values; ${counts[1]} are expected. Quote values that hold ${delimiter === '\t' ? 'a tab' : `"${delimiter}"`}, or give another \`delimiter\`.`,
      { cause: error },
    )
  }
  if (line && /quote/i.test(message) && quoted) {
    return new DataError(`${path}: line ${line} has a quoted value that does not end.`, { cause: error })
  }
  if (line) {
    return new DataError(`${path}: line ${line} cannot be read (${message.split('\n').at(2) ?? 'it is malformed'}).`, {
      cause: error,
    })
  }
  return undefined
}
