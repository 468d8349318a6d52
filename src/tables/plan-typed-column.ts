import { type Context, DataError } from '../core/index.ts'
import type { EngineSession } from './engine.ts'
import { refuseLargeInteger } from './plan-text-column.ts'
import type { ColumnType } from './read-options.ts'
import type { ColumnPlan } from './stored-column.ts'

/** A column that comes with a type of its own, from Parquet or JSON. */
export interface LoadedTyped {
  readonly path: string
  readonly relation: string
  readonly sql: string
  readonly name: string
  /** As the engine names it. */
  readonly physical: string
  readonly wanted: ColumnType | undefined
  /** How many values are NaN. */
  readonly notANumber: number
}

/** Maps the engine's types to ours. Integers beyond 2^53, nested values and bytes are refused. */
export async function planTypedColumn(
  session: EngineSession,
  column: LoadedTyped,
  context: Context,
): Promise<ColumnPlan> {
  const { path, relation, sql, name, physical, wanted } = column
  const plan = (type: ColumnType, storage: ColumnPlan['storage'], expression = sql): ColumnPlan => {
    if (wanted === undefined || wanted === type) return { name, type, storage, expression }
    if (wanted === 'text' || wanted === 'category') {
      return { name, type: wanted, storage: 'VARCHAR', expression: `CAST(${expression} AS VARCHAR)` }
    }
    if (wanted === 'number' && ['integer', 'boolean'].includes(type)) {
      return { name, type: 'number', storage: 'DOUBLE', expression: `CAST(${expression} AS DOUBLE)` }
    }
    throw new DataError(
      `${path}: column "${name}" holds values of type ${physical}, which cannot be read as ${wanted}.`,
    )
  }
  if (/^(FLOAT|DOUBLE|DECIMAL)/.test(physical) && !physical.endsWith(']')) {
    const number = physical === 'DOUBLE' ? sql : `CAST(${sql} AS DOUBLE)`
    if (physical.startsWith('DECIMAL')) return plan('number', 'DOUBLE', number)
    const present = column.notANumber > 0 ? `CASE WHEN NOT isnan(${number}) THEN ${number} END` : number
    if (wanted === 'integer') {
      const [broken] = await session.rows(
        `SELECT count_if(NOT coalesce(v = trunc(v) AND abs(v) <= ${Number.MAX_SAFE_INTEGER}, true)) FROM (SELECT ${present} AS v FROM ${relation})`,
        context,
      )
      if (broken![0] === 0)
        return { name, type: 'integer', storage: 'BIGINT', expression: `CAST(${present} AS BIGINT)` }
    }
    return plan('number', 'DOUBLE', present)
  }
  if (/^U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)$/.test(physical)) {
    if (/BIG|HUGE/.test(physical) && wanted !== 'text' && wanted !== 'category') {
      const limit = Number.MAX_SAFE_INTEGER
      const [found] = await session.rows(
        `SELECT CASE WHEN max(${sql}) > ${limit} THEN max(${sql}) WHEN min(${sql}) < -${limit} THEN min(${sql}) END::VARCHAR FROM ${relation}`,
        context,
      )
      if (found![0] !== null) refuseLargeInteger(path, name, String(found![0]))
    }
    if (wanted === 'text' || wanted === 'category') return plan('integer', 'BIGINT')
    return plan('integer', 'BIGINT', physical === 'BIGINT' ? sql : `CAST(${sql} AS BIGINT)`)
  }
  if (physical === 'BOOLEAN') return plan('boolean', 'BOOLEAN')
  if (physical === 'DATE') return plan('date', 'DATE')
  if (physical.startsWith('TIMESTAMP')) return plan('date', 'TIMESTAMP', `CAST(${sql} AS TIMESTAMP)`)
  if (/^(ENUM|UUID|TIME\b)/.test(physical)) return plan('category', 'VARCHAR', `CAST(${sql} AS VARCHAR)`)
  if (/^(U?(TINYINT|SMALLINT|INTEGER|BIGINT)|FLOAT|DOUBLE|DECIMAL\([0-9, ]+\))\[[0-9]*\]$/.test(physical)) {
    const [lengths] = await session.rows(`SELECT min(len(${sql})), max(len(${sql})) FROM ${relation}`, context)
    const [shortest, longest] = lengths as [number | null, number | null]
    if (shortest !== longest || !longest) {
      throw new DataError(
        `${path}: the lists of column "${name}" have ${shortest ?? 0} to ${longest ?? 0} numbers; a vector column needs one length. Leave the column out or make them equal.`,
      )
    }
    return { ...plan('vector', 'DOUBLE[]', `CAST(${sql} AS DOUBLE[])`), length: longest }
  }
  throw new DataError(
    `${path}: column "${name}" holds values of type ${physical}, which no table here can hold. Flatten it into plain columns or leave it out.`,
  )
}
