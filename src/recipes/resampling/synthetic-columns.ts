import type { Labels, Matrix, SparseMatrix } from '../../core/index.ts'
import type { Lineage } from '../../sampling/index.ts'
import type { OutputColumn, Table } from '../../tables/index.ts'

/**
 * What says of each row where it comes from: for synthetic rows their parents (row numbers from 1) and the method, which
 * is that of the provenance unless each row has its own.
 */
export function provenanceColumns(
  { rows, provenance }: Lineage,
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

/** The places of the synthetic rows in a result, in their order. */
export function madeRows(rows: Int32Array): number[] {
  return Array.from(rows.keys()).filter((row) => rows[row]! < 0)
}

/** The class of each synthetic row as a column to be written. */
export function madeClasses(name: string, { rows }: Pick<Lineage, 'rows'>, y: Labels): OutputColumn {
  return { name, type: 'text', values: madeRows(rows).map((row) => String(y.classes[y.codes[row]!])) }
}

/**
 * The synthetic rows in the columns of the table: features in original units, the given targets, nothing elsewhere.
 * `targets` have one value a synthetic row.
 */
export function syntheticColumns(
  table: Table,
  { X, rows }: Pick<Lineage, 'rows'> & { readonly X: Matrix | SparseMatrix },
  targets: readonly OutputColumn[],
  restore: (coded: Matrix) => Matrix,
): OutputColumn[] {
  const made = madeRows(rows)
  const all = X as Matrix
  const width = all.columns.length
  const coded = new Float64Array(made.length * width)
  made.forEach((row, to) => {
    coded.set(all.data.subarray(row * width, (row + 1) * width), to * width)
  })
  const original = restore({ ...all, rowCount: made.length, data: coded })
  return table.columns.map(({ name }): OutputColumn => {
    const target = targets.find((one) => one.name === name)
    if (target) return target
    const index = original.columns.findIndex((column) => column.name === name)
    const column = original.columns[index]
    if (!column) return { name, type: 'text', values: made.map(() => null) }
    const values = Float64Array.from(made.keys(), (row) => original.data[row * original.columns.length + index]!)
    if (column.kind === 'category')
      return { name, type: 'text', values: Array.from(values, (code) => column.categories?.[code] ?? null) }
    return { name, type: column.kind, values }
  })
}
