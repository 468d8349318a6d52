import type { Context } from '../core/index.ts'
import type { OpenedFile } from './opened-file.ts'
import { fillOrdered } from './read-matrix.ts'
import type { StoredColumn } from './stored-column.ts'

/** The text of every row. Numbers are written as JavaScript writes them, in the shortest form that reads back the same. */
export async function readTexts(file: OpenedFile, column: StoredColumn, context: Context): Promise<(string | null)[]> {
  if (column.storage !== 'DOUBLE') return file.session.strings(`SELECT ${textExpression(column)} FROM rows`, context)
  const data = new Float64Array(file.rowCount)
  await fillOrdered(file, [`coalesce(${column.sql}, 'nan'::DOUBLE)`], data, context)
  return Array.from(data, (value) => (Number.isNaN(value) ? null : String(value)))
}

/** A column, other than of floating numbers, as text. */
export function textExpression({ sql, storage }: StoredColumn): string {
  return storage === 'VARCHAR' ? sql : `${sql}::VARCHAR`
}
