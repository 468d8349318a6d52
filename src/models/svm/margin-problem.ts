import type { Design } from '../design.ts'

/** ½ ‖w‖² + Σ price × loss(sign × w·x), to be made small: a linear support vector machine of two classes. */
export interface MarginProblem {
  readonly design: Design
  /** The rows to learn from. */
  readonly rows: Int32Array
  /** ±1, by row of the design. */
  readonly signs: Int8Array
  /** C × weight, by row of the design, > 0 for the rows to learn from. */
  readonly prices: Float64Array
  /** The value of a column that stands beside the others, whose coefficient becomes the intercept; 0 for none. */
  readonly bias: number
}

export interface MarginSolution {
  /** One a column, then the intercept. */
  readonly weights: Float64Array
  readonly iterations: number
  readonly converged: boolean
}
