/** Inner products of any vector with rows that are held ready for it, in an order that may be changed. */
export interface RowDots {
  readonly rowCount: number
  readonly columnCount: number
  /** How many multiplications a whole row of inner products takes. */
  readonly cost: number
  /**
   * out[j] ← ⟨query, row at position j⟩ for `from` ≤ j < `to`; cells of `out` up to 7 places around may be
   * overwritten too, so that it needs 8 more than there are rows.
   */
  dots(query: Float64Array, from: number, to: number, out: Float64Array): void
  /** Writes the row at a position into a vector of all columns. */
  copyRow(position: number, into: Float64Array): void
  /** Lets two rows change places. */
  swap(a: number, b: number): void
}
