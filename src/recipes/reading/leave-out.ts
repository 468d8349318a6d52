import { type Context, DataError, takeColumns } from '../../core/index.ts'
import type { Table } from '../../tables/index.ts'
import type { Rows } from './data-set.ts'
import type { LeftOut } from './roles.ts'

/** The data set without some columns. Rows that became equal by that are duplicates from now on. */
export async function leaveOut<Data extends Rows>(
  data: Data,
  columns: readonly LeftOut[],
  table: Table,
  context: Context,
): Promise<Data> {
  const { X, roles, tableRows } = data
  if (columns.length === 0 || !X) return data
  const gone = new Set(columns.map(({ column }) => column))
  const features = roles.features.filter((name) => !gone.has(name))
  if (features.length === 0) {
    throw new DataError(
      `${table.path}: every column seems to give the answer away (${[...gone].join(', ')}). Name those that are known beforehand with \`keep\`.`,
    )
  }
  const left = [...X.columns.keys()].filter((index) => !gone.has(X.columns[index]!.name))
  const clusters = await table.duplicateClusters(features, context)
  return {
    ...data,
    roles: { ...roles, features, leftOut: [...roles.leftOut, ...columns] },
    X: takeColumns(X, left),
    clusters: tableRows.map((row) => clusters[row]!),
  }
}
