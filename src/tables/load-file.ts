import { breathe, type Context, DataError } from '../core/index.ts'
import { decideDialect, refuseDuplicates } from './decide-dialect.ts'
import type { EngineSession } from './engine.ts'
import { planTextColumn } from './plan-text-column.ts'
import { planTypedColumn } from './plan-typed-column.ts'
import type { PreparedText } from './prepare-text.ts'
import { readDelimited } from './read-delimited.ts'
import { missingTexts, type ReadOptions, type TableFormat } from './read-options.ts'
import { type ColumnPlan, columnList, type LoadedFile, quote } from './stored-column.ts'
import type { TemporaryFolder } from './temporary-folder.ts'
import { unknownColumn } from './unknown-column.ts'

/** A relation as it came, before its columns are decided. */
interface Relation {
  readonly relation: string
  readonly position: string
  readonly names: readonly string[]
  readonly physical: readonly string[]
  readonly notes: readonly string[]
}

/** Loads a file into the engine (a Parquet file is left where it is) and decides what its columns hold. */
export async function loadFile(
  session: EngineSession,
  path: string,
  format: TableFormat,
  text: PreparedText | undefined,
  options: ReadOptions,
  folder: TemporaryFolder,
  context: Context,
): Promise<LoadedFile> {
  const loaded = text
    ? await loadText(session, path, format, text, options, folder, context)
    : await viewParquet(session, path)
  const { names, physical, relation } = loaded
  refuseDuplicates(path, names)
  for (const name of Object.keys(options.types ?? {})) if (!names.includes(name)) unknownColumn(path, name, names)
  const notes = [...(text?.notes ?? []), ...loaded.notes]
  const missing = options.missing ?? (format === 'parquet' ? [] : missingTexts)
  const trimmed: string[] = []
  const plans: ColumnPlan[] = []
  const notANumber = await countNotANumber(session, relation, physical, context)
  for (const [index, name] of names.entries()) {
    await breathe(context, { stage: 'deciding types', done: index, total: names.length })
    const column = { path, relation, sql: `c${index}`, name, wanted: options.types?.[name] }
    if (physical[index] === 'VARCHAR') {
      const decided = await planTextColumn(session, { ...column, missing, infer: format !== 'parquet' }, context)
      plans.push(decided.plan)
      if (decided.trimmed) trimmed.push(name)
      if (decided.infinite) notes.push(`column "${name}" holds infinite numbers`)
    } else {
      plans.push(
        await planTypedColumn(
          session,
          { ...column, physical: physical[index]!, notANumber: notANumber.get(index) ?? 0 },
          context,
        ),
      )
    }
  }
  if (trimmed.length > 0) notes.push(`blanks around values trimmed in ${list(trimmed)}`)
  return { relation, position: loaded.position, plans, notes }
}

async function loadText(
  session: EngineSession,
  path: string,
  format: TableFormat,
  text: PreparedText,
  options: ReadOptions,
  folder: TemporaryFolder,
  context: Context,
): Promise<Relation> {
  if (format === 'json' || format === 'jsonl') return loadJson(session, path, format, text, context)
  const dialect = decideDialect(path, text.sample, format, options)
  refuseDuplicates(path, dialect.names)
  const notes = await readDelimited(session, path, text, dialect, folder, context)
  return {
    relation: 'loaded',
    position: 'rowid',
    names: dialect.names,
    physical: dialect.names.map(() => 'VARCHAR'),
    notes: [...dialect.notes, ...notes],
  }
}

async function loadJson(
  session: EngineSession,
  path: string,
  format: 'json' | 'jsonl',
  text: PreparedText,
  context: Context,
): Promise<Relation> {
  const first = text.sample.trimStart()[0]
  if (format === 'json' ? first !== '[' : first !== '{') {
    throw new DataError(
      `${path}: ${format === 'json' ? 'a JSON table is a list of objects, [{…}, {…}]' : 'a JSONL table has an object a line'}.`,
    )
  }
  const source = `read_json(${quote(text.path)}, format = '${format === 'json' ? 'array' : 'newline_delimited'}', records = true,
    sample_size = -1, maximum_depth = -1, maximum_object_size = 67108864, convert_strings_to_integers = false)`
  await session.run(`CREATE TABLE loaded_json AS SELECT * FROM ${source}`, context)
  const { names, physical } = await describe(session, 'loaded_json')
  const nested = physical.map((type) => type === 'JSON')
  for (const [index, name] of names.entries()) {
    if (!nested[index]) continue
    const [found] = await session.rows(
      `SELECT any_value(json_type(c)) FILTER (json_type(c) IN ('OBJECT', 'ARRAY')) FROM loaded_json AS t(${columnList(names.length).map((c, i) => (i === index ? 'c' : c))})`,
      context,
    )
    if (found![0] !== null) {
      throw new DataError(
        `${path}: column "${name}" holds nested values. Flatten it into plain columns or leave it out.`,
      )
    }
  }
  const columns = names.map((_, index) => (nested[index] ? `c${index} ->> '$' AS c${index}` : `c${index}`))
  await session.run(
    `CREATE TABLE loaded AS SELECT ${columns.join(', ')} FROM loaded_json AS t(${columnList(names.length)}); DROP TABLE loaded_json`,
    context,
  )
  return {
    relation: 'loaded',
    position: 'rowid',
    names,
    physical: physical.map((type) => (type === 'JSON' ? 'VARCHAR' : type)),
    notes: [],
  }
}

async function viewParquet(session: EngineSession, path: string): Promise<Relation> {
  const source = `read_parquet(${quote(path)}, file_row_number = true, hive_partitioning = false)`
  const { names, physical } = await describe(session, source)
  const given = names.slice(0, -1)
  await session.run(`CREATE VIEW loaded AS SELECT * FROM ${source} AS t(${[...columnList(given.length), 'position']})`)
  return { relation: 'loaded', position: 'position', names: given, physical: physical.slice(0, -1), notes: [] }
}

/** How many NaN each column of floating numbers holds, in one pass. */
async function countNotANumber(
  session: EngineSession,
  relation: string,
  physical: readonly string[],
  context: Context,
): Promise<Map<number, number>> {
  const floats = [...physical.keys()].filter((index) => ['FLOAT', 'DOUBLE'].includes(physical[index]!))
  if (floats.length === 0) return new Map()
  const counts = floats.map((index) => `count_if(isnan(c${index}))`)
  const [row] = await session.rows(`SELECT ${counts.join(', ')} FROM ${relation}`, context)
  return new Map(floats.map((index, at) => [index, row![at] as number]))
}

async function describe(session: EngineSession, source: string): Promise<{ names: string[]; physical: string[] }> {
  const rows = await session.rows(`DESCRIBE SELECT * FROM ${source}`)
  return { names: rows.map((row) => String(row[0])), physical: rows.map((row) => String(row[1])) }
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 8).join(', ')
  return names.length > 8 ? `${shown} and ${names.length - 8} more columns` : shown
}
