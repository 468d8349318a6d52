import type { Context, Parts } from '../../core/index.ts'
import type { OutputColumn, Table } from '../../tables/index.ts'
import type { Rows } from '../reading/data-set.ts'

/** `row` (from 1), the id column where one was named, and the part; rows left out of the job have no part. */
export async function splitColumns(
  table: Table,
  data: Pick<Rows, 'tableRows'>,
  parts: Parts,
  id: string | undefined,
  context: Context = {},
): Promise<OutputColumn[]> {
  const partOf: (string | null)[] = Array.from({ length: table.rowCount }, () => null)
  for (const { part, rows } of [parts.train, parts.validation, parts.test]) {
    for (const row of rows) partOf[data.tableRows[row]!] = part
  }
  const rows = Float64Array.from({ length: table.rowCount }, (_, row) => row + 1)
  return [
    { name: 'row', type: 'integer', values: rows },
    ...(id === undefined ? [] : [{ name: id, type: 'text' as const, values: await table.texts(id, context) }]),
    { name: 'part', type: 'text', values: partOf },
  ]
}
