/** Inner products of a vector with rows that are held ready for it, in an order that may be changed. */
export interface RowDots {
  readonly rowCount: number
  readonly columnCount: number
  /** How many multiplications a whole row of inner products takes. */
  readonly cost: number
  /** The vector: write it here, one number a column. */
  readonly query: Float64Array
  /** Where the results come to stand, by position; a few more than there are rows. */
  readonly values: Float64Array
  /** values[j] ← ⟨query, row at position j⟩ for `from` ≤ j < `to`; up to 7 places around may be overwritten too. */
  dots(from: number, to: number): void
  /** Makes the row at a position the query. */
  ask(position: number): void
  /** Lets two rows change places. */
  swap(a: number, b: number): void
}
