import {
  DataError,
  type Labels,
  type Matrix,
  type Part,
  requireMatrix,
  type SparseMatrix,
  takeLabels,
  takeRows,
  takeSparseRows,
} from '../core/index.ts'
import type { Resampled } from './sampler.ts'

/** What leads from a result back to the data before: all that is needed to carry something along. */
export type Lineage = Pick<Resampled<Matrix | SparseMatrix>, 'rows' | 'provenance'>

/**
 * Takes anything that has one entry a row through a resampling: weights, groups, ids, texts, labels of another kind,
 * or vectors such as embeddings, as a matrix.
 *
 * `values` has one entry for each row of the data before; the result has one for each row after. A row that was kept or
 * repeated keeps its entry. A synthetic row gets that of its **first parent**, the row that it started from: it stays in
 * its group, weighs what its origin weighs, and shows the text that it is nearest to by construction. For vectors that
 * should lie where the new rows lie, see `interpolateAlong`; for ids that must stay unique, use `resampled.rows`.
 *
 * Throws a `DataError` where `values` is too short for the rows.
 */
export function carryAlong<T>(resampled: Lineage, values: readonly T[]): T[]
export function carryAlong<A extends Float64Array | Float32Array | Int32Array | Uint8Array>(
  resampled: Lineage,
  values: A,
): A
export function carryAlong<P extends Part>(resampled: Lineage, values: Matrix<P>): Matrix<P>
export function carryAlong<P extends Part>(resampled: Lineage, values: SparseMatrix<P>): SparseMatrix<P>
export function carryAlong<P extends Part>(resampled: Lineage, values: Labels<P>): Labels<P>
export function carryAlong(resampled: Lineage, values: Carried): unknown {
  requireLineage('carryAlong', resampled)
  requireValues(values)
  const sources = sourceRows(resampled)
  requireEnough(sources, lengthOf(values))
  if (Array.isArray(values)) return Array.from(sources, (row) => values[row])
  if ('codes' in values) return takeLabels(values, sources)
  if ('format' in values) return values.format === 'csr' ? takeSparseRows(values, sources) : takeRows(values, sources)
  const from = values as Float64Array
  const taken = new (from.constructor as Float64ArrayConstructor)(sources.length)
  for (let to = 0; to < sources.length; to++) taken[to] = from[sources[to]!]!
  return taken
}

type Carried =
  | readonly unknown[]
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint8Array
  | Matrix
  | SparseMatrix
  | Labels

/**
 * Takes vectors through a resampling, where synthetic rows get vectors of their own: as far from that of the first
 * parent towards that of the second as the row itself went. Use it for embeddings that lie beside the columns that were
 * resampled. Throws a `DataError` where the method has no steps between two parents; `carryAlong` then still works.
 */
export function interpolateAlong<P extends Part>(resampled: Lineage, vectors: Matrix<P>): Matrix<P> {
  requireLineage('interpolateAlong', resampled)
  requireMatrix('interpolateAlong', vectors)
  const { rows, provenance } = resampled
  const { parents, steps, parentsPerRow, count } = provenance
  const carried = carryAlong(resampled, vectors)
  if (count === 0) return carried
  if (parentsPerRow !== 2 || !steps) {
    throw new DataError(
      `interpolateAlong: rows of ${provenance.method} do not lie between two parents. Use \`carryAlong\`, which gives them the vector of the first.`,
    )
  }
  const width = vectors.columns.length
  let entry = 0
  for (let row = 0; row < rows.length; row++) {
    if (rows[row]! >= 0) continue
    const towards = parents[entry * 2 + 1]! * width
    const step = steps[entry++]!
    for (let column = 0; column < width; column++) {
      const value = carried.data[row * width + column]!
      carried.data[row * width + column] = value + step * (vectors.data[towards + column]! - value)
    }
  }
  return carried
}

/** For each row after a resampling the row before that speaks for it: itself, or its first parent. */
export function sourceRows({ rows, provenance: { parents, parentsPerRow } }: Lineage): Int32Array {
  let entry = 0
  return rows.map((row) => (row >= 0 ? row : parents[parentsPerRow * entry++]!))
}

function requireLineage(who: string, resampled: unknown): void {
  const { rows, provenance } = (resampled ?? {}) as Partial<Lineage>
  if (rows instanceof Int32Array && provenance) return
  throw new DataError(`${who}: there is no resampling to follow. Pass what \`fitResample\` gave.`)
}

function requireValues(values: unknown): void {
  if (Array.isArray(values) || ArrayBuffer.isView(values)) return
  if (typeof values === 'object' && values !== null && ('codes' in values || 'format' in values)) return
  throw new DataError(
    'carryAlong: there are no values to carry. Pass a list, a typed array, a matrix or labels, one entry for each row of the data before resampling.',
  )
}

function lengthOf(values: Carried): number {
  if ('codes' in values) return values.codes.length
  return 'format' in values ? values.rowCount : values.length
}

function requireEnough(sources: Int32Array, length: number): void {
  for (const row of sources) {
    if (row < length) continue
    throw new DataError(
      `carryAlong: the resampled data come from row ${row} and there are ${length} values. Pass one value for each row of the data before resampling.`,
    )
  }
}
