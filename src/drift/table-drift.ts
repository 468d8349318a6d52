import { breathe, type Context, DataError, type Matrix, within } from '../core/index.ts'
import { type ColumnDrift, type ColumnDriftOptions, columnDrift } from './column-drift.ts'
import { type DomainClassifierOptions, type DomainDrift, domainClassifier } from './domain-classifier.ts'

/** How two tables of the same columns differ. */
export interface TableDrift {
  readonly rows: { readonly reference: number; readonly current: number }
  /** In the order of the table. */
  readonly columns: readonly ColumnDrift[]
  /** The share of columns that have drifted. */
  readonly driftedShare: number
  readonly domain: DomainDrift
}

/** Compares every column of two tables, and the tables as a whole (`domainClassifier`). */
export async function tableDrift(
  reference: Matrix,
  current: Matrix,
  options: { readonly columns?: ColumnDriftOptions; readonly domain?: DomainClassifierOptions } = {},
  context: Context = {},
): Promise<TableDrift> {
  if (reference.columns.length === 0 || reference.columns.length !== current.columns.length) {
    throw new DataError(
      `tableDrift: the reference has ${reference.columns.length} columns and the current table ${current.columns.length}. Give the same columns of both.`,
    )
  }
  const columns: ColumnDrift[] = []
  for (let index = 0; index < reference.columns.length; index++) {
    await breathe(context, { stage: 'columns', done: index, total: reference.columns.length })
    columns.push(columnDrift(reference, current, index, options.columns))
  }
  return {
    rows: { reference: reference.rowCount, current: current.rowCount },
    columns,
    driftedShare: columns.filter(({ drifted }) => drifted).length / columns.length,
    domain: await domainClassifier(reference, current, options.domain, within(context, 'whole rows')),
  }
}
