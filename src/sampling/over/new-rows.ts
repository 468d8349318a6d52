import type { SparseRows } from './append-sparse.ts'

/** New rows: copies of rows of X, or rows that did not exist. */
export type NewRows = CopiedRows | SyntheticRows

/** Rows of X again. */
export interface CopiedRows {
  /** The place of each among `of`. */
  readonly copies: Int32Array
  /** The rows of X that could be copied. */
  readonly of: Int32Array
}

/** Rows that did not exist, and where they come from. */
export interface SyntheticRows {
  readonly parentsPerRow: number
  /** Rows of X. */
  readonly parents: Int32Array
  readonly steps?: Float64Array
  /** Writes the rows, row-major. */
  fill(into: Float64Array): Promise<void>
  /** Whether `fill` draws, and so must run before the next class draws. There are then as many rows as were asked for. */
  readonly drawsLate?: boolean
  /** The same rows as sparse ones, where X is sparse. */
  sparse?(): Promise<SparseRows>
}

/** How many rows there are. */
export function countOf(block: NewRows): number {
  return 'copies' in block ? block.copies.length : block.parents.length / block.parentsPerRow
}

/** Whether the rows must be written before the next class draws. */
export function drawsLate(block: NewRows): block is SyntheticRows & { readonly drawsLate: true } {
  return 'parents' in block && block.drawsLate === true
}
