import { OptionError, parseOptions } from '../../core/index.ts'
import { type DecisionOptions, decisionOptions } from './decision-options.ts'
import { checkGoal, type Goal } from './goal.ts'
import { type Judgment, judgeCounts } from './judgment.ts'
import { checkScores } from './operating-points.ts'

/**
 * How a threshold that was chosen elsewhere does on these rows, and whether the goal is met here. `truth` is 1 for the
 * positive rows and 0 for the others; a row is decided positive when its score is at least the threshold. Use it once,
 * on test. Throws `DataError` for lengths that differ, NaN, and rows of one class only.
 */
export function judge(
  truth: ArrayLike<number>,
  scores: Float64Array,
  threshold: number,
  goal?: Goal,
  options: DecisionOptions = {},
): Judgment {
  const { confidence, sampleWeight } = parseOptions('judge', decisionOptions, options)
  const checked = checkGoal('judge', goal, 2)
  if (Number.isNaN(threshold)) throw new OptionError('judge: `threshold` must be a number; it is NaN.')
  checkScores('judge', truth, scores, sampleWeight)
  let truePositives = 0
  let falsePositives = 0
  let positives = 0
  let negatives = 0
  let positiveSquares = 0
  let flaggedSquares = 0
  let flagged = 0
  for (let row = 0; row < scores.length; row++) {
    const weight = sampleWeight ? sampleWeight[row]! : 1
    const alarm = scores[row]! >= threshold
    if (alarm) {
      flagged++
      flaggedSquares += weight * weight
    }
    if (truth[row]) {
      positives += weight
      positiveSquares += weight * weight
      if (alarm) truePositives += weight
    } else {
      negatives += weight
      if (alarm) falsePositives += weight
    }
  }
  const counts = {
    truePositives,
    falsePositives,
    positives,
    negatives,
    effectivePositives: positives ** 2 / positiveSquares,
    effectiveFlagged: flaggedSquares > 0 ? (truePositives + falsePositives) ** 2 / flaggedSquares : 0,
    flagged,
    rowCount: scores.length,
  }
  return judgeCounts(threshold, counts, checked, confidence)
}
