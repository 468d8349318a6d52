/**
 * The nearest points of each query. The list of query `i` stands at `i * k … (i + 1) * k − 1`, by rising distance;
 * of two at the same distance, the lower row index comes first.
 */
export interface Neighbors {
  readonly k: number
  /** Row indices of the points, `queries × k`. */
  readonly indices: Int32Array
  /** Squared Euclidean distances, `queries × k`. */
  readonly distances: Float64Array
}
