import type { Context } from '../core/index.ts'
import type { Cell } from './engine.ts'
import type { OpenedFile } from './opened-file.ts'
import { textExpression } from './read-texts.ts'
import type { StoredColumn } from './stored-column.ts'
import type { CrossCount, ValueCount } from './table.ts'

/** Counts in the engine; only the counts come up. */
export async function valueCounts(file: OpenedFile, column: StoredColumn, context: Context): Promise<ValueCount[]> {
  const rows = await file.session.rows(
    `SELECT ${shown(column)} AS value, count(*) AS n FROM rows GROUP BY ${column.sql} ORDER BY n DESC, ${column.sql} NULLS LAST`,
    context,
  )
  return rows.map(([value, count]) => ({ value: text(value!), count: count as number }))
}

/** Counts of pairs of values, in the engine. */
export async function crossCounts(
  file: OpenedFile,
  column: StoredColumn,
  target: StoredColumn,
  context: Context,
): Promise<CrossCount[]> {
  const rows = await file.session.rows(
    `SELECT ${shown(column)}, ${shown(target)}, count(*) FROM rows GROUP BY ${column.sql}, ${target.sql}
     ORDER BY ${column.sql} NULLS LAST, ${target.sql} NULLS LAST`,
    context,
  )
  return rows.map(([value, other, count]) => ({ value: text(value!), target: text(other!), count: count as number }))
}

/** Floating numbers come up as they are, so that they are written as `texts` writes them. */
function shown(column: StoredColumn): string {
  return column.storage === 'DOUBLE' ? column.sql : textExpression(column)
}

function text(value: Cell): string | null {
  return value === null ? null : String(value)
}
