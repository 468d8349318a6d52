import { OptionError, parseOptions } from '../../core/index.ts'
import { type DecisionOptions, decisionOptions } from './decision-options.ts'
import type { Interval } from './interval.ts'
import { checkScores, operatingPoints } from './operating-points.ts'
import { wilsonInterval } from './proportion-bounds.ts'
import { precisionAt, recallAt, withinAlerts } from './select-point.ts'

/** What one budget of alerts buys. */
export interface AlertBudget {
  /** The share of rows that may be flagged. */
  readonly alertRate: number
  /** The rows that are flagged, at most `alertRate` of all; rows of one score stand or fall together. */
  readonly flagged: number
  /** A row is flagged where its score is at least this; just above 1, or the largest number, where none fits. */
  readonly threshold: number
  /** With Wilson's two-sided interval. */
  readonly recall: Interval
  /** With Wilson's two-sided interval; NaN, 0 to 1 where nothing is flagged. */
  readonly precision: Interval
  /** How many times more positives among the flagged than among all. */
  readonly lift: number
}

const usualRates = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5]

/**
 * What would be found if one could look at a thousandth, a hundredth, a tenth, … of the rows: the table to settle a
 * budget of alerts with those who must work through them. `truth` is 1 for positive rows. Decide by `chooseThreshold`
 * with the goal `{ alertRate }`, which takes the same threshold.
 */
export function recallAgainstAlerts(
  truth: ArrayLike<number>,
  scores: Float64Array,
  alertRates: readonly number[] = usualRates,
  options: DecisionOptions = {},
): AlertBudget[] {
  const who = 'recallAgainstAlerts'
  const { confidence, sampleWeight } = parseOptions(who, decisionOptions, options)
  const odd = alertRates.find((rate) => !(rate > 0 && rate <= 1))
  if (odd !== undefined) {
    throw new OptionError(`${who}: \`alertRates\` must lie above 0 and up to 1; there is ${odd}.`)
  }
  checkScores(who, truth, scores, sampleWeight)
  const points = operatingPoints(truth, scores, sampleWeight)
  const share = points.positives / (points.positives + points.negatives)
  const nothing = scores.some((score) => score > 1) ? Number.MAX_VALUE : 1 + 2 ** -52
  return alertRates.map((alertRate) => {
    const at = withinAlerts(points, Math.floor(alertRate * scores.length + 1e-9))
    const recall = at < 0 ? 0 : recallAt(points, at)
    const precision = at < 0 ? 0 : precisionAt(points, at)
    const trials = points.effectiveFlagged[at] ?? 0
    const around = wilsonInterval(precision * trials, trials, confidence)
    return {
      alertRate,
      flagged: points.flagged[at] ?? 0,
      threshold: points.thresholds[at] ?? nothing,
      recall: {
        ...wilsonInterval(recall * points.effectivePositives, points.effectivePositives, confidence),
        value: recall,
      },
      precision: trials > 0 ? { ...around, value: precision } : around,
      lift: trials > 0 ? precision / share : Number.NaN,
    }
  })
}
