/** A multiple of a row of the kernel that is added to the slopes, or to the slopes from bounds. */
export interface RowAddition {
  /** Where the row stands. */
  readonly position: number
  readonly factor: number
  readonly target: 'slopes' | 'fromBounds'
}

/**
 * The slopes of the dual problem of a support vector machine beside the rows of the kernel that move them: what costs
 * time in `solveDual`. All vectors are by position; positions below `active` are in sight. Values of the kernel are
 * computed in float64 and used in float32, as LIBSVM does.
 */
export interface KernelSlopes {
  readonly rowCount: number
  /** y × gradient: what α y would gain at each row. */
  readonly slopes: Float64Array
  /** The slopes with all α that are not at their upper bound taken as 0, but for the linear term. */
  readonly fromBounds: Float64Array
  /** Whether α y may still rise, or fall: 0 where it may, −∞ where not. Written by `allow` alone. */
  readonly rise: Float64Array
  readonly fall: Float64Array
  /** k(row, row). */
  readonly diagonal: Float64Array
  /** What was chosen last: −1 for nothing. */
  readonly chosen: {
    /** Where the steepest rise is, and how steep it is: what `move` and `findFirst` found. */
    first: number
    highest: number
    /** The partner, how steep the steepest fall is, and k(first, second): what `findSecond` found. */
    second: number
    lowest: number
    likeness: number
  }
  /** Multiplications since the caller last set it to 0. */
  work: number
  allow(position: number, mayRise: boolean, mayFall: boolean): void
  /** Finds the steepest rise; of equal ones the last. */
  findFirst(active: number): void
  /** Finds the partner of the first that promises the greatest decrease; of equal ones the last. */
  findSecond(active: number): void
  /** slopes += byFirst × row of the first + bySecond × row of the second; then finds the steepest rise. */
  move(byFirst: number, bySecond: number, active: number): void
  /** fromBounds += factor × a row that `move` has just used. */
  addToBounds(position: number, factor: number, active: number): void
  /** Makes additions one after the other for `from` ≤ position < `to`; `pause` is awaited now and then. */
  addRows(additions: readonly RowAddition[], from: number, to: number, pause: () => Promise<void>): Promise<void>
  /** Lets pairs of positions, the lower first, change places, one pair after the other; `active` are then in sight. */
  swap(pairs: readonly (readonly [number, number])[], active: number): void
}

/** What a curvature that is not positive is replaced by. */
export const leastCurvature = 1e-12

/** Finds the steepest rise; of equal ones the last. */
export function findFirst({ slopes, rise, chosen }: KernelSlopes, active: number): void {
  let highest = -Infinity
  let first = -1
  for (let t = 0; t < active; t++) {
    const value = rise[t]! - slopes[t]!
    if (value >= highest && value > -Infinity) {
      highest = value
      first = t
    }
  }
  chosen.first = first
  chosen.highest = highest
}
