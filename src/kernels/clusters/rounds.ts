import type { Points } from '../points.ts'

/** What the rounds of k-means do with all rows, on vectors or plainly; the same bits either way. */
export interface Rounds {
  /** The center of each row, which others may change if they say so to `forget`. */
  readonly labels: Int32Array
  /** Gives every row its nearest center, of centers equally near the first. */
  begin(centers: Points): Promise<void>
  /** The same after centers moved, or after rows were forgotten. */
  follow(centers: Points): Promise<void>
  /** Nothing is known any more of these rows, whose labels were changed. */
  forget(rows: readonly number[]): void
  /** The rows of each cluster added up in their order, `clusters × columns`; of settled clusters (1) zeros. */
  addUp(settled: Uint8Array): Promise<Float64Array>
}
