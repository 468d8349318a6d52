/** What a loss is measured against: the class and the weight of every row. */
export interface LossTarget {
  /** The class of each row, 0 … `classCount` − 1. */
  readonly codes: Int32Array
  /** The weight of each row, ≥ 0; it multiplies value, gradient and curvature. */
  readonly weights: Float64Array
  readonly classCount: number
}

/**
 * A loss as a function of the scores alone, whatever made them: a linear model, a boosted sum of trees, a network.
 *
 * Scores, gradients and curvatures are row-major, `rows × scoresPerRow`. All methods work on the rows from `from` to
 * `to` only (the rest of the arrays is left as it is), so that a learner can go through its data in blocks.
 */
export interface Loss {
  readonly name: string
  /** How many scores a row has. */
  scoresPerRow(classCount: number): number
  /**
   * The sum of weight × loss over the rows. Where `gradient` is given, it gets the first derivative with respect to
   * each score; where `curvature` is given, the second derivative (for several scores: the diagonal of the Hessian).
   */
  evaluate(
    target: LossTarget,
    scores: Float64Array,
    gradient: Float64Array | undefined,
    curvature: Float64Array | undefined,
    from: number,
    to: number,
  ): number
  /** Class probabilities, `rows × classCount`, each row summing to 1. */
  probabilities(scores: Float64Array, classCount: number): Float64Array
  /**
   * Given by losses that bend downwards in places, where a Newton step would walk uphill: the same loss, the same
   * gradient, and a curvature that is never negative. Learners that divide by curvature use
   * `loss.damped ?? loss`.
   */
  readonly damped?: Loss
  /**
   * Given by losses with a kink, where a gradient never becomes small: the same loss with the kink rounded off within
   * `arc` of it, nowhere more than arc / 4 a score above the loss itself.
   */
  rounded?(arc: number): Loss
}
