import type { Bounds } from './bounds.ts'
import type { Segments } from './segments/segments.ts'

/** For every member of a set, whether rows outside the set come near before its fellows do. */
export interface Outsiders {
  /**
   * One a member: the row that is its nearest outsider (or the second, third … as was asked), where fewer fellows than
   * asked lie closer; else −1.
   */
  readonly rows: Int32Array
  /** The squared distance to that row; infinite where `rows` has −1. */
  readonly distances: Float64Array
  /**
   * A proof for every −1: within this bound lie enough fellows and too few outsiders. Which bound is found depends on
   * the build, and nothing that is given to a user may depend on it.
   */
  readonly reach: Bounds
}

/** What is asked: are there `fellows` other members closer than the `outsiders`-th nearest row outside? */
export interface OutsiderQuestion {
  /** The rows of the set, ascending. */
  readonly members: Int32Array
  /** The rows outside that count, ascending. */
  readonly others: Int32Array
  readonly fellows: number
  readonly outsiders: number
  /** Which rows lie between two others, where that is known: it saves work and never changes the answer. */
  readonly segments?: Segments | undefined
}
