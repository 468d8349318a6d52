import { type ClassName, DataError, didYouMean, type MultiLabels, OptionError, parseOptions } from '../../core/index.ts'
import { checkLabelScores, checkPredictedLabels } from '../many-labels/check-labels.ts'
import { chooseThreshold, type Decision } from './choose-threshold.ts'
import { type DecisionOptions, decisionOptions } from './decision-options.ts'
import { checkGoal, type Goal } from './goal.ts'
import { judge } from './judge.ts'
import type { Judgment } from './judgment.ts'

/**
 * What is asked of each label: one goal for all, or goals by name, since labels differ in what their mistakes cost;
 * `others` is then the goal of those not named, the greatest F1 by default.
 */
export type LabelGoals = Goal | { readonly byLabel: Readonly<Record<string, Goal>>; readonly others?: Goal }

/** One threshold a label, in the order of the labels. */
export interface LabelThresholds {
  readonly labels: readonly ClassName[]
  /** For `decideLabels`: a row has the label where its score is at least this. */
  readonly thresholds: Float64Array
  /** How each label does on these rows; null for one that no row or every row has here, for which nothing can be chosen. */
  readonly decisions: readonly (Decision | null)[]
}

/**
 * Chooses a threshold for each label on its own, by `chooseThreshold`, each for its own goal: a row may have several
 * labels, so they do not compete. `scores` is row-major, rows × labels; out-of-fold scores of the training rows serve
 * where there is no validation part. A label that no row has here is never given: its threshold is just above 1, or the
 * largest number when scores exceed 1; one that every row has is always given.
 *
 * Throws `OptionError` for goals out of range or of unknown labels, `DataError` for scores that do not fit.
 */
export function chooseLabelThresholds(
  truth: MultiLabels,
  scores: Float64Array,
  goals?: LabelGoals,
  options: DecisionOptions = {},
): LabelThresholds {
  const who = 'chooseLabelThresholds'
  parseOptions(who, decisionOptions, options)
  const goalOf = readGoals(who, truth.labels, goals)
  checkLabelScores(who, truth, scores, options.sampleWeight)
  const thresholds = new Float64Array(truth.labels.length)
  const decisions = truth.labels.map((name, label) => {
    const has = column(truth.data, label, truth.labels.length, new Float64Array(truth.rowCount))
    const own = column(scores, label, truth.labels.length, new Float64Array(truth.rowCount))
    const known = whatOccurs(has, options.sampleWeight)
    if (known === 'both') {
      const decision = chooseThreshold(has, own, goalOf(name), options)
      thresholds[label] = decision.threshold
      return decision
    }
    if (known === 'all') thresholds[label] = -Number.MAX_VALUE
    else thresholds[label] = own.every((score) => score <= 1) ? 1 + 2 ** -52 : Number.MAX_VALUE
    return null
  })
  return { labels: truth.labels, thresholds, decisions }
}

/** Gives each row the labels that score at least their threshold. `scores` is row-major, rows × labels. */
export function decideLabels(
  scores: Float64Array,
  { labels, thresholds }: Pick<LabelThresholds, 'labels' | 'thresholds'>,
): MultiLabels<never> {
  const width = labels.length
  if (thresholds.length !== width || thresholds.some(Number.isNaN)) {
    throw new OptionError(
      `decideLabels: there are ${thresholds.length} thresholds for ${width} labels. Give one number for each.`,
    )
  }
  if (width === 0 || scores.length % width !== 0) {
    throw new DataError(
      `decideLabels: ${scores.length} scores do not fill rows of ${width} labels. Give one for each row and label.`,
    )
  }
  const data = new Uint8Array(scores.length)
  for (let at = 0; at < scores.length; at++) {
    const score = scores[at]!
    if (Number.isNaN(score)) {
      throw new DataError(
        `decideLabels: the score of row ${Math.floor(at / width)} for the label "${labels[at % width]}" is NaN. Repair the model's output.`,
      )
    }
    data[at] = score >= thresholds[at % width]! ? 1 : 0
  }
  return { rowCount: scores.length / width, labels, data, part: undefined }
}

/**
 * How decided labels do on these rows: one judgment a label, in their order, null for one that no row or every row has
 * here. A judgment's `threshold` is NaN, since decisions have none. Use it once, on test.
 */
export function judgeLabels(
  truth: MultiLabels,
  predicted: MultiLabels,
  goals?: LabelGoals,
  options: DecisionOptions = {},
): (Judgment | null)[] {
  const who = 'judgeLabels'
  const goalOf = readGoals(who, truth.labels, goals)
  checkPredictedLabels(who, truth, predicted, options.sampleWeight)
  return truth.labels.map((name, label) => {
    const has = column(truth.data, label, truth.labels.length, new Float64Array(truth.rowCount))
    if (whatOccurs(has, options.sampleWeight) !== 'both') return null
    const told = column(predicted.data, label, truth.labels.length, new Float64Array(truth.rowCount))
    return { ...judge(has, told, 0.5, goalOf(name), options), threshold: Number.NaN }
  })
}

function readGoals(
  who: string,
  labels: readonly ClassName[],
  goals: LabelGoals | undefined,
): (name: ClassName) => Goal | undefined {
  if (goals === undefined || !('byLabel' in goals)) {
    checkGoal(who, goals, 2)
    return () => goals
  }
  const { byLabel, others } = goals
  const names = labels.map(String)
  checkGoal(who, others, 2)
  for (const [name, goal] of Object.entries(byLabel)) {
    if (!names.includes(name)) {
      throw new OptionError(
        `${who}: there is a goal for the label "${name}", which is not there${didYouMean(name, names)}`,
      )
    }
    checkGoal(`${who}: label "${name}"`, goal, 2)
  }
  return (name) => (Object.hasOwn(byLabel, String(name)) ? byLabel[String(name)] : others)
}

function column(cells: Uint8Array | Float64Array, label: number, width: number, into: Float64Array): Float64Array {
  for (let row = 0; row < into.length; row++) into[row] = cells[row * width + label]!
  return into
}

/** Whether rows that weigh something have the label, have it not, or both. */
function whatOccurs(has: Float64Array, sampleWeight: Float64Array | undefined): 'both' | 'all' | 'none' {
  let having = false
  let lacking = false
  for (let row = 0; row < has.length; row++) {
    if (sampleWeight && sampleWeight[row] === 0) continue
    if (has[row] === 1) having = true
    else lacking = true
  }
  return having && lacking ? 'both' : having ? 'all' : 'none'
}
