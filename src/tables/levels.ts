import type { Context } from '../core/index.ts'
import type { OpenedFile } from './opened-file.ts'
import type { StoredColumn } from './stored-column.ts'

const known = new WeakMap<OpenedFile, Map<string, Promise<readonly string[]>>>()

/** The different texts of a column in code-point order (which is the byte order of UTF-8, by which the engine sorts). */
export function columnLevels(file: OpenedFile, column: StoredColumn, context: Context): Promise<readonly string[]> {
  const levels = known.get(file) ?? new Map<string, Promise<readonly string[]>>()
  known.set(file, levels)
  const { sql } = column
  const before = levels.get(sql)
  if (before) return before
  const reading = makeLevels(file, sql, context)
  levels.set(sql, reading)
  reading.catch(() => levels.delete(sql))
  return reading
}

/** The engine's type whose codes are the indices of the levels. A column without values has one level, never used. */
export async function levelsType(file: OpenedFile, column: StoredColumn, context: Context): Promise<string> {
  await columnLevels(file, column, context)
  return typeName(column.sql)
}

async function makeLevels({ session }: OpenedFile, sql: string, context: Context): Promise<readonly string[]> {
  const distinct = `SELECT DISTINCT ${sql} FROM rows WHERE ${sql} IS NOT NULL`
  const texts = (await session.strings(`SELECT ${sql} FROM (${distinct}) ORDER BY ${sql}`, context)) as string[]
  await session.run(
    `DROP TYPE IF EXISTS ${typeName(sql)};
     CREATE TYPE ${typeName(sql)} AS ENUM (${texts.length > 0 ? `SELECT ${sql} FROM (${distinct}) ORDER BY ${sql}` : "''"})`,
    context,
  )
  return texts
}

function typeName(sql: string): string {
  return `levels_${sql}`
}
