import type { ClassName } from '../../core/index.ts'
import type { PseudoLabels } from '../../models/index.ts'
import type { OutputColumn } from '../../tables/index.ts'
import type { UnlabeledRows } from './unlabeled-rows.ts'

/** The record of pseudo-labels as a table: the row of the file, from 1, its label, since which round, how likely. */
export function pseudoLabelColumns(
  { row, code, round, probability }: PseudoLabels,
  classes: readonly ClassName[],
  { tableRows }: UnlabeledRows,
): OutputColumn[] {
  return [
    { name: 'row', type: 'integer', values: row.map((at) => tableRows[at]! + 1) },
    { name: 'label', type: 'text', values: Array.from(code, (one) => String(classes[one])) },
    { name: 'round', type: 'integer', values: round },
    { name: 'probability', type: 'number', values: probability },
  ]
}
