import { type Column, type Context, DataError, type Matrix, matrix } from '../core/index.ts'
import { columnLevels, levelsType } from './levels.ts'
import type { OpenedFile } from './opened-file.ts'
import type { StoredColumn } from './stored-column.ts'

/** Fills a matrix from the chunks of the engine; missing cells become NaN within it. */
export async function readMatrix(
  file: OpenedFile,
  stored: readonly StoredColumn[],
  context: Context,
): Promise<Matrix<never>> {
  const columns: Column[] = []
  const expressions: string[] = []
  for (const column of stored) {
    const { name, sql } = column
    if (column.type === 'vector') {
      for (let at = 0; at < column.length!; at++) {
        columns.push({ name: `${name}[${at}]`, kind: 'number' })
        expressions.push(`coalesce(${sql}[${at + 1}], 'nan'::DOUBLE)`)
      }
    } else {
      columns.push(await describe(file, column, context))
      const number = await numberExpression(file, column, context)
      expressions.push(column.missing > 0 ? `coalesce(${number}, 'nan'::DOUBLE)` : number)
    }
  }
  const data = new Float64Array(file.rowCount * columns.length)
  if (columns.length > 0) await fillOrdered(file, expressions, data, context)
  return matrix(data, columns)
}

/** Fills rows in the order of the file and makes sure that all of them came. */
export async function fillOrdered(
  file: OpenedFile,
  expressions: readonly string[],
  data: Float64Array,
  context: Context,
): Promise<void> {
  const rows = await file.session.fill(expressions, 'rows', data, context)
  if (rows !== file.rowCount) {
    throw new DataError(
      `${file.path}: it has ${rows} rows now and had ${file.rowCount} when it was opened. Open it again.`,
    )
  }
}

/** A column as DOUBLE, null where it is missing. */
export async function numberExpression(file: OpenedFile, column: StoredColumn, context: Context): Promise<string> {
  const { sql, storage } = column
  switch (storage) {
    case 'DOUBLE':
      return sql
    case 'BIGINT':
      return `${sql}::DOUBLE`
    case 'BOOLEAN':
      return `${sql}::INTEGER::DOUBLE`
    case 'DATE':
    case 'TIMESTAMP':
      return `epoch_us(${sql}::TIMESTAMP)::DOUBLE`
    case 'VARCHAR':
      return `enum_code(${sql}::${await levelsType(file, column, context)})::DOUBLE`
    default:
      throw new DataError(`${file.path}: column "${column.name}" is a vector, not one number a row.`)
  }
}

async function describe(file: OpenedFile, column: StoredColumn, context: Context): Promise<Column> {
  const { name, type } = column
  if (column.storage === 'VARCHAR')
    return { name, kind: 'category', categories: await columnLevels(file, column, context) }
  return { name, kind: type as 'number' | 'integer' | 'boolean' | 'date' }
}
