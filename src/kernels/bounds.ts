/**
 * How near a point must be to count, one bound a query: at a squared distance below `distances[i]`, or at that very
 * distance with a row index below `rows[i]`.
 */
export interface Bounds {
  readonly distances: Float64Array
  readonly rows: Int32Array
}
