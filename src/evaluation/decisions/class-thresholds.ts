import { DataError, type Labels, OptionError, parseOptions } from '../../core/index.ts'
import { checkProbabilities } from '../calibration/check-probabilities.ts'
import { checkWeights } from '../scores/check-scores.ts'
import { chooseThreshold, type Decision } from './choose-threshold.ts'
import { type DecisionOptions, decisionOptions } from './decision-options.ts'
import { checkGoal, type Goal } from './goal.ts'
import { judge } from './judge.ts'
import type { Judgment } from './judgment.ts'

/** One threshold a class, by code, and how each does against the rest. */
export interface ClassThresholds {
  /** For `decide(proba, thresholds)`; each more than 0. */
  readonly thresholds: Float64Array
  /** By class code; null for a class without rows here (or with all of them), whose threshold is then 1. */
  readonly decisions: readonly (Decision | null)[]
}

const smallest = 1e-12

/**
 * Chooses a threshold for each class against the rest, each for the same goal. `decide` then takes the class whose
 * probability is largest in proportion to its threshold, so that a row has one class; since classes compete there, look
 * at what comes out with `judgeClasses`. `proba` is row-major, in the order of `y.classes`. Costs need no thresholds:
 * `decide(proba, costs)`.
 */
export function chooseClassThresholds(
  proba: Float64Array,
  y: Labels,
  goal?: Goal,
  options: DecisionOptions = {},
): ClassThresholds {
  const who = 'chooseClassThresholds'
  const classCount = y.classes.length
  parseOptions(who, decisionOptions, options)
  if (checkGoal(who, goal, classCount).costs) {
    throw new OptionError(`${who}: costs need no thresholds; use \`decide(proba, costs)\`.`)
  }
  if (proba.length !== y.codes.length * classCount) {
    throw new DataError(
      `${who}: there are ${proba.length} probabilities for ${y.codes.length} rows of ${classCount} classes. Give one for each row and class.`,
    )
  }
  checkProbabilities(who, proba, classCount)
  checkWeights(who, y.codes.length, options.sampleWeight)
  const thresholds = new Float64Array(classCount).fill(1)
  const scores = new Float64Array(y.codes.length)
  const decisions = y.classes.map((_, code) => {
    const truth = againstRest(y.codes, code)
    if (!hasBoth(truth, options.sampleWeight)) return null
    for (let row = 0; row < scores.length; row++) scores[row] = proba[row * classCount + code]!
    const decision = chooseThreshold(truth, scores, goal, options)
    thresholds[code] = Math.max(decision.threshold, smallest)
    return decision
  })
  return { thresholds, decisions }
}

/**
 * How decided class codes do on each class against the rest: one judgment a class, by code, null for a class without
 * rows here (or with all of them). A judgment's `threshold` is NaN, since codes have none.
 */
export function judgeClasses(
  truth: Labels,
  predicted: ArrayLike<number>,
  goal?: Goal,
  options: DecisionOptions = {},
): (Judgment | null)[] {
  if (checkGoal('judgeClasses', goal, truth.classes.length).costs) {
    throw new OptionError('judgeClasses: costs are about all classes at once; use `expectedCost`.')
  }
  if (predicted.length !== truth.codes.length) {
    throw new DataError(
      `judgeClasses: there are ${predicted.length} decisions for ${truth.codes.length} rows; give one a row.`,
    )
  }
  checkWeights('judgeClasses', truth.codes.length, options.sampleWeight)
  return truth.classes.map((_, code) => {
    const rows = againstRest(truth.codes, code)
    if (!hasBoth(rows, options.sampleWeight)) return null
    const alarms = Float64Array.from(againstRest(predicted, code))
    return { ...judge(rows, alarms, 0.5, goal, options), threshold: Number.NaN }
  })
}

function againstRest(codes: ArrayLike<number>, code: number): Uint8Array {
  return Uint8Array.from(codes, (other) => (other === code ? 1 : 0))
}

function hasBoth(truth: Uint8Array, sampleWeight: Float64Array | undefined): boolean {
  const counts = (value: number) =>
    truth.some((t, row) => t === value && (sampleWeight ? sampleWeight[row]! > 0 : true))
  return counts(0) && counts(1)
}
