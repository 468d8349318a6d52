import { type Context, DataError } from '../core/index.ts'
import type { EngineSession } from './engine.ts'
import type { ColumnType } from './read-options.ts'
import { type ColumnPlan, quote } from './stored-column.ts'

/** A column that was loaded as texts. */
export interface LoadedText {
  readonly path: string
  readonly relation: string
  readonly sql: string
  readonly name: string
  readonly missing: readonly string[]
  /** Whether numbers, dates and booleans are looked for; not in files that have types of their own. */
  readonly infer: boolean
  readonly wanted: ColumnType | undefined
}

const number = '[+-]?(((0|[1-9][0-9]*)(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?|(?i:inf|infinity))'
const date = '[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?)?'

/**
 * Decides what a column of texts holds, over all of its values: numbers (without leading zeros, which belong to codes),
 * `true` and `false`, ISO dates, else levels or prose. Prose has two blanks or more a value and is mostly different.
 */
export async function planTextColumn(
  session: EngineSession,
  column: LoadedText,
  context: Context,
): Promise<{ plan: ColumnPlan; trimmed: boolean; infinite: boolean }> {
  const { name, sql, wanted } = column
  const bare = `trim(${sql}, ' ' || chr(9) || chr(10) || chr(13) || chr(160))`
  const trimmed = column.infer ? bare : sql
  // Not `IN`: from six values on the engine makes a join of it, and a join does not keep the rows in order.
  const absent =
    column.missing.length === 0 ? 'false' : `list_contains([${column.missing.map(quote).join(', ')}], ${trimmed})`
  const value = `CASE WHEN NOT ${absent} THEN ${trimmed} END`
  const asNumber = `CASE WHEN regexp_full_match(v, ${quote(number)}) THEN TRY_CAST(v AS DOUBLE) END`
  const asDate = `CASE WHEN regexp_full_match(v, ${quote(date)}) THEN TRY_CAST(v AS TIMESTAMP) END`
  const [facts] = await session.rows(
    `SELECT count(v), count(d), count_if(d = trunc(d)), coalesce(max(abs(d)), 0), count_if(b), count(t), count_if(day),
       count_if(padded), coalesce(sum(blanks), 0), any_value(v), coalesce(bool_or(isinf(d)), false)
     FROM (SELECT v, x <> v AS padded, lower(v) IN ('true', 'false') AS b,
       ${column.infer ? asNumber : 'NULL::DOUBLE'} AS d, ${column.infer ? asDate : 'NULL::TIMESTAMP'} AS t, length(v) = 10 AS day,
       length(v) - length(replace(v, ' ', '')) AS blanks
       FROM (SELECT ${sql} AS x, ${value} AS v FROM ${column.relation}))`,
    context,
  )
  const [count, numbers, integers, largest, booleans, dates, days, padded, blanks, , infinite] = facts as number[]
  const decide = async (): Promise<ColumnType> => {
    if (count === 0) return 'number'
    if (numbers === count) return integers === count && !infinite ? 'integer' : 'number'
    if (column.infer && booleans === count) return 'boolean'
    if (dates === count) return 'date'
    if (blanks! < 2 * count!) return 'category'
    const [distinct] = await session.rows(`SELECT count(DISTINCT ${sql}) FROM ${column.relation}`, context)
    return (distinct![0] as number) * 2 >= count! ? 'text' : 'category'
  }
  const type = wanted ?? (await decide())
  const plan = (storage: ColumnPlan['storage'], expression: string, as: ColumnType = type) => ({
    plan: { name, type: as, storage, expression },
    trimmed: padded! > 0 && as !== 'text',
    infinite: Boolean(infinite) && (as === 'number' || as === 'integer'),
  })
  const refuse = async (what: string, good: string): Promise<never> => {
    const [bad] = await session.rows(
      `SELECT any_value(v), count(v) FROM (SELECT ${value} AS v FROM ${column.relation}) WHERE v IS NOT NULL AND NOT coalesce(${good}, false)`,
    )
    throw new DataError(
      `${column.path}: column "${name}" was to be ${what}, but ${bad![1]} of its values are not, such as "${bad![0]}".`,
    )
  }
  switch (type) {
    case 'integer':
    case 'number': {
      const test = `regexp_full_match(v, ${quote(number)})`
      if (column.infer && numbers !== count) await refuse('numbers', test)
      const over = `TRY_CAST(${value} AS DOUBLE)`
      if (!column.infer) {
        const [cast] = await session.rows(`SELECT count(${over}) FROM ${column.relation}`, context)
        if (cast![0] !== count) await refuse('numbers', 'TRY_CAST(v AS DOUBLE) IS NOT NULL')
        return plan('DOUBLE', over, 'number')
      }
      if (type === 'number' && integers !== count) return plan('DOUBLE', over)
      if (integers !== count) await refuse('integers', `TRY_CAST(v AS DOUBLE) = trunc(TRY_CAST(v AS DOUBLE))`)
      if (largest! > Number.MAX_SAFE_INTEGER) {
        const [exact] = await session.rows(
          `SELECT any_value(v) FROM (SELECT ${value} AS v FROM ${column.relation}) WHERE abs(TRY_CAST(v AS DOUBLE)) > ${Number.MAX_SAFE_INTEGER} AND regexp_full_match(v, '[+-]?[0-9]+')`,
          context,
        )
        if (exact![0] !== null) refuseLargeInteger(column.path, name, String(exact![0]))
        return plan('DOUBLE', over, 'number')
      }
      return type === 'integer' ? plan('BIGINT', `CAST(${over} AS BIGINT)`) : plan('DOUBLE', over)
    }
    case 'boolean': {
      if (booleans !== count) await refuse('true or false', "lower(v) IN ('true', 'false')")
      return plan('BOOLEAN', `lower(${value}) = 'true'`)
    }
    case 'date': {
      const cast = `TRY_CAST(${value} AS TIMESTAMP)`
      const [good] = await session.rows(`SELECT count(${cast}) FROM ${column.relation}`, context)
      if (good![0] !== count) await refuse('ISO dates', 'TRY_CAST(v AS TIMESTAMP) IS NOT NULL')
      return days === count ? plan('DATE', `CAST(${cast} AS DATE)`) : plan('TIMESTAMP', cast)
    }
    case 'vector':
      throw new DataError(`${column.path}: column "${name}" holds texts, not lists of numbers.`)
    case 'category':
      return plan('VARCHAR', value)
    case 'text':
      return plan('VARCHAR', `CASE WHEN ${bare} <> '' THEN ${sql} END`)
  }
}

/** Float64 cannot hold every integer beyond 2^53, so two ids would become one. */
export function refuseLargeInteger(path: string, name: string, value: string): never {
  throw new DataError(
    `${path}: column "${name}" holds the integer ${value}, beyond 2^53, where numbers are no longer exact. Read it as text: \`types\` { "${name}": "text" }.`,
  )
}
