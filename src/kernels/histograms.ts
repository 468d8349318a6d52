import type { Context } from '../core/index.ts'

/** What a tree is grown on: rows whose columns have been cut into at most 256 bins each. */
export interface HistogramShape {
  readonly rowCount: number
  /** How many bins each column has, 1 … 256. */
  readonly binCounts: Int32Array
}

/**
 * The sums of gradients and curvatures in every bin of every column, for the rows of one leaf after the other: the hot
 * loop of boosting. The caller fills `bins` once and `pairs` before each tree; a slot holds the histogram of one leaf.
 *
 * Arrays may move when a slot is taken, so read them from here each time. All sums are made in the order of the rows,
 * so that every build gives the same bits.
 */
export interface GradientHistograms {
  /** Column-major, `columns × rows`: the bin of each cell. */
  readonly bins: Uint8Array
  /** `rows × 2`: gradient and curvature of each row. */
  readonly pairs: Float32Array
  /** All rows, those of one leaf side by side. */
  readonly rows: Int32Array
  /** Puts all rows back in their first order, as one leaf, and frees all slots. */
  reset(): void
  takeSlot(): number
  freeSlot(slot: number): void
  /** Sums of gradient and curvature, `bins × 2`; the bins of a column begin at the sum of the counts before it. */
  sums(slot: number): Float64Array
  /** How many rows are in each bin. */
  counts(slot: number): Int32Array
  /** Fills the histogram of the rows that stand from `from` to `to`; on all threads where they are many. */
  build(slot: number, from: number, to: number, context: Context): Promise<void>
  /** Takes the histogram in `other` away from that in `slot`. */
  subtract(slot: number, other: number): void
  /**
   * Puts the rows from `from` to `to` whose bin in the column has `goesLeft` 1 before the others, both in the order
   * that they had. Returns where the others begin.
   */
  divide(column: number, goesLeft: Uint8Array, from: number, to: number): number
}
