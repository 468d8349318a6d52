import type { Context, Matrix, Split } from '../../core/index.ts'
import { carryAlong, type Resampled } from '../../sampling/index.ts'
import type { OutputColumn, Table } from '../../tables/index.ts'
import { writeRows } from '../../tables/index.ts'
import type { Chain } from '../chains/chain.ts'
import { chainWeights } from '../chains/chain-weights.ts'
import type { DataSet } from '../reading/data-set.ts'
import type { ModelInput } from '../tasks/task.ts'
import { madeClasses, provenanceColumns, syntheticColumns } from './synthetic-columns.ts'

/**
 * Writes the training set that the winner learned from: the original columns in original units, a `weight`, the row of
 * the input each row is (`source_row`, from 1; empty where it is synthetic) and, for synthetic rows, the rows that it
 * was made from (`parents`) and the method.
 */
export async function writeBalancedTrain(
  path: string,
  table: Table,
  data: DataSet,
  train: Split<'train'>,
  resampled: Resampled<ModelInput<'train'>> | undefined,
  classWeight: Chain['classWeight'],
  restore: ((coded: Matrix) => Matrix) | undefined,
  context: Context = {},
): Promise<void> {
  const tableRow = (row: number): number => data.tableRows[train.rows[row]!]!
  const rows = resampled?.rows ?? Int32Array.from(train.rows.keys())
  const y = resampled?.y ?? train.of(data.y)
  const given = data.weight ? train.of(data.weight) : undefined
  const carried = given && resampled ? carryAlong(resampled, given) : given
  const weight = chainWeights(classWeight, y, carried) ?? new Float64Array(y.codes.length).fill(1)
  const extra: OutputColumn[] = [
    { name: 'weight', type: 'number', values: weight },
    {
      name: 'source_row',
      type: 'integer',
      values: Float64Array.from(rows, (row) => (row < 0 ? Number.NaN : tableRow(row) + 1)),
    },
  ]
  if (resampled && resampled.provenance.count > 0) extra.push(...provenanceColumns(resampled, tableRow))
  const taken = rows.map((row) => (row < 0 ? -1 : tableRow(row)))
  const synthetic =
    resampled && restore
      ? syntheticColumns(table, resampled, [madeClasses(data.roles.target, resampled, y)], restore)
      : []
  await writeRows(path, table, taken, extra, { synthetic }, context)
}
