import type { Labels, Matrix, Split } from '../core/index.ts'
import type { Resampled } from '../sampling/index.ts'
import type { OutputColumn, Table } from '../tables/index.ts'
import { writeRows } from '../tables/index.ts'
import { weightsAfter } from './candidates.ts'
import type { DataSet } from './data-set.ts'
import type { ModelInput } from './task.ts'

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
  classWeight: Float64Array | undefined,
  restore: ((coded: Matrix) => Matrix) | undefined,
): Promise<void> {
  const tableRow = (row: number): number => data.tableRows[train.rows[row]!]!
  const rows = resampled?.rows ?? Int32Array.from(train.rows.keys())
  const y = resampled?.y ?? train.of(data.y)
  const given = data.weight ? train.of(data.weight) : undefined
  const carried = given && resampled ? weightsAfter(resampled, given) : given
  const weight = Float64Array.from(y.codes, (code, row) => (carried?.[row] ?? 1) * (classWeight?.[code] ?? 1))
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
  const synthetic = resampled && restore ? syntheticColumns(table, data, resampled, y, restore) : []
  await writeRows(path, table, taken, extra, { synthetic })
}

function provenanceColumns(
  { rows, provenance }: Resampled<ModelInput<'train'>>,
  tableRow: (row: number) => number,
): OutputColumn[] {
  const { parents, parentsPerRow, method } = provenance
  let next = 0
  const parentsOf = Array.from(rows, (row) => {
    if (row >= 0) return null
    const from = next++ * parentsPerRow
    return Array.from(parents.subarray(from, from + parentsPerRow), (parent) => tableRow(parent) + 1).join(' ')
  })
  return [
    { name: 'parents', type: 'text', values: parentsOf },
    { name: 'method', type: 'text', values: Array.from(rows, (row) => (row < 0 ? method : null)) },
  ]
}

/** The synthetic rows in the columns of the table: features in original units, the target, nothing elsewhere. */
function syntheticColumns(
  table: Table,
  data: DataSet,
  { X, rows }: Resampled<ModelInput<'train'>>,
  y: Labels,
  restore: (coded: Matrix) => Matrix,
): OutputColumn[] {
  const made = Array.from(rows.keys()).filter((row) => rows[row]! < 0)
  const all = X as Matrix
  const width = all.columns.length
  const coded = new Float64Array(made.length * width)
  made.forEach((row, to) => {
    coded.set(all.data.subarray(row * width, (row + 1) * width), to * width)
  })
  const original = restore({ ...all, rowCount: made.length, data: coded })
  return table.columns.map(({ name }): OutputColumn => {
    if (name === data.roles.target)
      return { name, type: 'text', values: made.map((row) => String(y.classes[y.codes[row]!])) }
    const index = original.columns.findIndex((column) => column.name === name)
    const column = original.columns[index]
    if (!column) return { name, type: 'text', values: made.map(() => null) }
    const values = Float64Array.from(made.keys(), (row) => original.data[row * original.columns.length + index]!)
    if (column.kind === 'category')
      return { name, type: 'text', values: Array.from(values, (code) => column.categories?.[code] ?? null) }
    return { name, type: column.kind, values }
  })
}
