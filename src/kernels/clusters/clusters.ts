/** Points in clusters. */
export interface Clusters {
  /** `clusters × columns`, row-major: the mean of the points of each cluster. */
  readonly centers: Float64Array
  /** For each point the cluster whose center is nearest. */
  readonly labels: Int32Array
  /** The sum of the squared distances of the points to their centers. */
  readonly inertia: number
  /** How often the centers were moved. */
  readonly iterations: number
  /** Whether the centers came to rest within `maxIter`. */
  readonly converged: boolean
}
