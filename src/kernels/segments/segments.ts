/**
 * Rows that lie on the segment between two others, as those made by interpolation do: one entry a row of the points, −1
 * in both where a row lies on none. It is a hint that is checked: rows that lie elsewhere are measured like all others.
 */
export interface Segments {
  readonly first: Int32Array
  readonly second: Int32Array
}
