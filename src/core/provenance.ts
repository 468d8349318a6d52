/** Where the rows that a sampler made come from: one entry a new row, in the order of the new rows. */
export interface Provenance {
  /** The sampler that made the rows. */
  readonly method: string
  /** The seed that made them, so that they can be made again. */
  readonly seed: number | string
  /** How many rows of the resampled data are synthetic. */
  readonly count: number
  /** How many parents each synthetic row has. */
  readonly parentsPerRow: number
  /** Row indices into the data before resampling, `count × parentsPerRow`. */
  readonly parents: Int32Array
  /**
   * How far each row went from its first parent towards the second, as a share of the way: where columns are numbers it
   * holds `first + step × (second − first)`. From 0 to 1 it lies between the two; below 0 it went away from the second,
   * as rows of `svmSmote` do. Absent where rows do not lie on the line through two parents.
   */
  readonly steps?: Float64Array
}
