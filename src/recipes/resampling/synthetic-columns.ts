import type { Labels, Matrix, SparseMatrix } from '../../core/index.ts'
import type { Resampled } from '../../sampling/index.ts'
import type { OutputColumn, Table } from '../../tables/index.ts'

/**
 * What says of each row where it comes from: for synthetic rows their parents (row numbers from 1) and the method, which
 * is that of the provenance unless each row has its own.
 */
export function provenanceColumns(
  { rows, provenance }: Resampled<Matrix | SparseMatrix>,
  tableRow: (row: number) => number,
  methods?: readonly (string | null)[],
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
    { name: 'method', type: 'text', values: methods ?? Array.from(rows, (row) => (row < 0 ? method : null)) },
  ]
}

/** The synthetic rows in the columns of the table: features in original units, the target, nothing elsewhere. */
export function syntheticColumns(
  table: Table,
  target: string,
  { X, rows }: Resampled<Matrix | SparseMatrix>,
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
    if (name === target) return { name, type: 'text', values: made.map((row) => String(y.classes[y.codes[row]!])) }
    const index = original.columns.findIndex((column) => column.name === name)
    const column = original.columns[index]
    if (!column) return { name, type: 'text', values: made.map(() => null) }
    const values = Float64Array.from(made.keys(), (row) => original.data[row * original.columns.length + index]!)
    if (column.kind === 'category')
      return { name, type: 'text', values: Array.from(values, (code) => column.categories?.[code] ?? null) }
    return { name, type: column.kind, values }
  })
}
