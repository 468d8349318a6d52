import { type Context, type Matrix, within } from '../../core/index.ts'
import type { Lineage } from '../../sampling/index.ts'
import { type OutputColumn, writeRows } from '../../tables/index.ts'
import type { MeasuredRows, MeasuredTable } from './measured-rows.ts'
import type { ResampledBySteps } from './resample-steps.ts'
import { provenanceColumns, syntheticColumns } from './synthetic-columns.ts'

/**
 * Writes what a chain made of a table: the original columns in original units, then `source_row` (from 1, empty where a
 * row is synthetic) and, where there are synthetic rows, `parents` and `method`. `targets` have one value a synthetic row.
 */
export async function writeResampled(
  output: string,
  { table, kept }: Pick<MeasuredTable, 'table' | 'kept'>,
  { resampled, methods }: ResampledBySteps<Lineage & { readonly X: Matrix }>,
  restore: MeasuredRows['restore'],
  targets: readonly OutputColumn[],
  context: Context,
): Promise<void> {
  const { rows, provenance } = resampled
  const tableRow = (row: number): number => kept?.[row] ?? row
  const extra: OutputColumn[] = [
    {
      name: 'source_row',
      type: 'integer',
      values: Float64Array.from(rows, (row) => (row < 0 ? Number.NaN : tableRow(row) + 1)),
    },
  ]
  if (provenance.count > 0) extra.push(...provenanceColumns(resampled, tableRow, methods))
  const taken = rows.map((row) => (row < 0 ? -1 : tableRow(row)))
  const synthetic = provenance.count > 0 && restore ? syntheticColumns(table, resampled, targets, restore) : []
  await writeRows(output, table, taken, extra, { synthetic }, within(context, 'write'))
}
