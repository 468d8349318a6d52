import type { SparseMatrix } from '../core/index.ts'
import type { RowDots } from './row-dots.ts'

/** Sparse rows, each multiplied with a vector that is not: only cells that are stored cost anything. */
export function sparseDots(X: SparseMatrix, rows: Int32Array): RowDots {
  const { starts, indices, data, columnCount } = X
  const order = rows.slice()
  const query = new Float64Array(columnCount)
  const values = new Float64Array(rows.length + 8)
  let cells = 0
  for (const row of rows) cells += starts[row + 1]! - starts[row]!
  return {
    rowCount: rows.length,
    columnCount,
    cost: 2 * cells + rows.length,
    query,
    values,
    dots(from, to) {
      for (let position = from; position < to; position++) {
        const row = order[position]!
        const end = starts[row + 1]!
        let sum = 0
        for (let at = starts[row]!; at < end; at++) sum += data[at]! * query[indices[at]!]!
        values[position] = sum
      }
    },
    ask(position) {
      query.fill(0)
      const row = order[position]!
      for (let at = starts[row]!; at < starts[row + 1]!; at++) query[indices[at]!] = data[at]!
    },
    swap(a, b) {
      const held = order[a]!
      order[a] = order[b]!
      order[b] = held
    },
  }
}
