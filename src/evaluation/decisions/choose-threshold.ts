import { parseOptions } from '../../core/index.ts'
import { type DecisionOptions, decisionOptions } from './decision-options.ts'
import { type CheckedGoal, checkGoal, type Goal } from './goal.ts'
import { type Judgment, judgeCounts } from './judgment.ts'
import { checkScores, type OperatingPoints, operatingPoints } from './operating-points.ts'
import {
  bestFBeta,
  cheapest,
  meets,
  mostPrecise,
  mostRecalling,
  nearestPoint,
  precisionAt,
  recallAt,
  safest,
  withinAlerts,
} from './select-point.ts'

/** A threshold and what it gives. */
export interface OperatingPoint {
  readonly threshold: number
  readonly recall: number
  readonly precision: number
}

/** The threshold that serves a goal, and how it does on the rows that it was chosen on. */
export interface Decision extends Judgment {
  /** The lowest and the highest threshold that meet the goal on these rows; absent where none does or with costs. */
  readonly meeting?: { readonly low: number; readonly high: number }
  /** When the goal is not met: the point that comes nearest, which is also the one chosen. */
  readonly nearest?: OperatingPoint
  /** When the goal is not met and asks for a recall: the best precision at that recall. */
  readonly precisionAtRecall?: OperatingPoint
  /** When the goal is not met and asks for a precision: the best recall at that precision; absent where none has it. */
  readonly recallAtPrecision?: OperatingPoint
}

/**
 * Chooses the threshold that serves a goal best, exactly, among all that the scores allow, in O(n log n).
 *
 * - Recall and precision: the point likeliest to meet both on fresh rows, that is, where the smaller of the two margins
 *   (Wilson's one-sided lower bound divided by what was asked) is greatest.
 * - Recall alone: the highest precision among the points whose recall is assured by the exact binomial test, or else
 *   among those that have it. Precision alone: the reverse.
 * - Costs: the least cost on these rows. With calibrated probabilities and few rows `costThreshold` is less noisy.
 * - F-beta: its greatest value; nothing: the greatest F1.
 * - A budget of alerts: the most rows that fit into it, best scores first; rows of one score stand or fall together.
 *
 * Where the goal cannot be met, the nearest point is chosen. `truth` is 1 for the positive rows, 0 for the others.
 * Choose on validation, judge on test with `judge`; a threshold chosen on the rows that the model learned from is of
 * no use. A cut lies midway between two scores; where all rows are flagged it is the lowest score; where none is, it is
 * just above 1, or the largest number when scores exceed 1. `met` and `assured` are true when nothing was asked.
 * Throws `DataError` for lengths that differ, NaN and rows of one class only, `OptionError` for goals out of range.
 */
export function chooseThreshold(
  truth: ArrayLike<number>,
  scores: Float64Array,
  goal?: Goal,
  options: DecisionOptions = {},
): Decision {
  const { confidence, sampleWeight } = parseOptions('chooseThreshold', decisionOptions, options)
  const checked = checkGoal('chooseThreshold', goal, 2)
  checkScores('chooseThreshold', truth, scores, sampleWeight)
  const points = operatingPoints(truth, scores, sampleWeight)
  const chosen = selectPoint(points, checked, confidence, scores.length)
  const asksShares = checked.recall !== undefined || checked.precision !== undefined
  const met = chosen >= 0 || !asksShares
  const at = met ? chosen : nearestPoint(points, checked)
  return {
    ...judgeCounts(thresholdAt(points, at, scores), countsAt(points, at, scores.length), checked, confidence),
    ...(asksShares && met ? { meeting: meetingThresholds(points, checked) } : {}),
    ...(met ? {} : shortfall(points, checked, at)),
  }
}

/** The index of the chosen point; −1 where none meets the goal, or where flagging nothing is cheapest or all that fits. */
function selectPoint(points: OperatingPoints, goal: CheckedGoal, confidence: number, rowCount: number): number {
  const { recall, precision, fBeta, alerts, alertRate, costs } = goal
  if (costs) return cheapest(points, costs)
  if (recall !== undefined && precision !== undefined) return safest(points, goal, confidence)
  if (recall !== undefined) {
    const assured = mostPrecise(points, recall, confidence)
    return assured >= 0 ? assured : mostPrecise(points, recall)
  }
  if (precision !== undefined) {
    const assured = mostRecalling(points, precision, confidence)
    return assured >= 0 ? assured : mostRecalling(points, precision)
  }
  if (alerts !== undefined || alertRate !== undefined) {
    return withinAlerts(points, alerts ?? Math.floor(alertRate! * rowCount))
  }
  return bestFBeta(points, fBeta ?? 1)
}

function thresholdAt(points: OperatingPoints, at: number, scores: Float64Array): number {
  if (at >= 0) return points.thresholds[at]!
  return scores.every((score) => score <= 1) ? 1 + 2 ** -52 : Number.MAX_VALUE
}

function countsAt(points: OperatingPoints, at: number, rowCount: number) {
  return {
    truePositives: points.truePositives[at] ?? 0,
    falsePositives: points.falsePositives[at] ?? 0,
    effectiveFlagged: points.effectiveFlagged[at] ?? 0,
    flagged: points.flagged[at] ?? 0,
    positives: points.positives,
    negatives: points.negatives,
    effectivePositives: points.effectivePositives,
    rowCount,
  }
}

function meetingThresholds(points: OperatingPoints, goal: CheckedGoal): { low: number; high: number } {
  let first = -1
  let last = -1
  for (let i = 0; i < points.count; i++) {
    if (!meets(points, i, goal)) continue
    if (first < 0) first = i
    last = i
  }
  return { low: points.thresholds[last]!, high: points.thresholds[first]! }
}

function shortfall(points: OperatingPoints, { recall, precision }: CheckedGoal, nearest: number) {
  const atRecall = recall === undefined ? -1 : mostPrecise(points, recall)
  const atPrecision = precision === undefined ? -1 : mostRecalling(points, precision)
  return {
    nearest: describePoint(points, nearest),
    ...(atRecall >= 0 ? { precisionAtRecall: describePoint(points, atRecall) } : {}),
    ...(atPrecision >= 0 ? { recallAtPrecision: describePoint(points, atPrecision) } : {}),
  }
}

function describePoint(points: OperatingPoints, i: number): OperatingPoint {
  return { threshold: points.thresholds[i]!, recall: recallAt(points, i), precision: precisionAt(points, i) }
}
