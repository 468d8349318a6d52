import { z } from '../core/index.ts'
import { defineLoss } from './define-loss.ts'
import type { Loss } from './loss.ts'
import { sigmoidShares } from './sigmoid-shares.ts'

/**
 * What a row lacks of a margin of 1: max(0, 1 − s), s being its score towards its own side; for more than two classes
 * each class is told from the rest and the losses are summed. The loss of the support vector machine; rows beyond the
 * margin count nothing. `linearSvc` minimizes it exactly.
 *
 * Its probabilities are sigmoids of 2 × score, no more than a reading: calibrate them. It has a kink, so that learners
 * that follow curvature go along `rounded`, in which the kink is an arc.
 */
export const hingeLoss = defineLoss({
  name: 'hingeLoss',
  options: z.strictObject({}),
  bind: () => roundedHinge(0),
})

/**
 * The square of what a row lacks of a margin of 1: smooth, and harder on rows far on the wrong side, so that wrong
 * labels draw on it. The default of scikit-learn's `LinearSVC`. Several classes and probabilities as in `hingeLoss`.
 */
export const squaredHingeLoss = defineLoss({
  name: 'squaredHingeLoss',
  options: z.strictObject({}),
  bind: () => squaredHinge,
})

const squaredHinge = Object.freeze<Loss>({
  name: 'squaredHingeLoss',

  scoresPerRow: (classCount) => (classCount === 2 ? 1 : classCount),

  evaluate({ codes, weights, classCount }, scores, gradient, curvature, from, to) {
    const width = classCount === 2 ? 1 : classCount
    let sum = 0
    for (let row = from; row < to; row++) {
      for (let k = 0, at = row * width; k < width; k++, at++) {
        const sign = codes[row] === (width === 1 ? 1 : k) ? 1 : -1
        const lack = Math.max(0, 1 - sign * scores[at]!)
        sum += weights[row]! * lack * lack
        if (gradient) gradient[at] = -2 * sign * weights[row]! * lack
        if (curvature) curvature[at] = lack > 0 ? 2 * weights[row]! : 0
      }
    }
    return sum
  },

  probabilities: (scores, classCount) => sigmoidShares(scores, classCount, 2),
})

/** Within `arc` of the margin the hinge is the parabola (1 + arc − s)² / (4 arc), at most arc / 4 above it. */
function roundedHinge(arc: number, isDamped = false): Loss {
  return Object.freeze<Loss>({
    name: 'hingeLoss',

    scoresPerRow: (classCount) => (classCount === 2 ? 1 : classCount),

    evaluate({ codes, weights, classCount }, scores, gradient, curvature, from, to) {
      const width = classCount === 2 ? 1 : classCount
      let sum = 0
      for (let row = from; row < to; row++) {
        const weight = weights[row]!
        for (let k = 0, at = row * width; k < width; k++, at++) {
          const sign = codes[row] === (width === 1 ? 1 : k) ? 1 : -1
          const lack = 1 - sign * scores[at]!
          const isInArc = lack < arc && lack > -arc
          const steepness = isInArc ? (lack + arc) / (2 * arc) : lack > 0 ? 1 : 0
          sum += weight * (isInArc ? (lack + arc) * steepness * 0.5 : Math.max(0, lack))
          if (gradient) gradient[at] = -sign * weight * steepness
          // A straight line does not bend; who divides by curvature gets that of a unit parabola.
          if (curvature) curvature[at] = isDamped ? weight : isInArc ? weight / (2 * arc) : 0
        }
      }
      return sum
    },

    probabilities: (scores, classCount) => sigmoidShares(scores, classCount, 2),
    rounded: roundedHinge,
    ...(arc === 0 && !isDamped && { damped: roundedHinge(0, true) }),
  })
}
