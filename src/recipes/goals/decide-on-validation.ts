import type { Labels } from '../../core/index.ts'
import {
  chooseClassThresholds,
  chooseThreshold,
  costThreshold,
  type Decision,
  type Goal,
  type Judgment,
  judge,
  judgeClasses,
  type OperatingPoint,
} from '../../evaluation/index.ts'
import { scoresOf } from '../figures/criterion.ts'
import { figureOf } from '../figures/part-figures.ts'
import type { PartFigures } from '../figures/part-figures-schema.ts'
import { type DecisionRule, decideBy } from '../predicting/predictor.ts'
import type { Asked, DescribedRule } from './asked-schema.ts'
import { sureInGroups } from './sure-in-groups.ts'

/** The rule chosen on validation, and how it does there. */
export interface ChosenRule {
  readonly rule: DecisionRule
  readonly described: DescribedRule
  /** On validation: one judgment, or one a class; null for a class without rows there. */
  readonly judgments: readonly (Judgment | null)[]
  readonly decision: Decision | undefined
}

/**
 * Chooses the decision rule on calibrated probabilities of the validation part. The rule is that of the rows; whether it
 * is assured is said of `groups` where there are some.
 */
export function decideOnValidation(
  proba: Float64Array,
  y: Labels,
  goal: Goal | undefined,
  groups: readonly string[] | undefined,
): ChosenRule {
  const chosen = chosenByRows(proba, y, goal)
  if (!groups || (goal && 'costs' in goal && y.classes.length > 2)) return chosen
  const judgments = sureInGroups(chosen.judgments, y, decideBy(chosen.rule, proba), goal, groups)
  const { decision } = chosen
  return { ...chosen, judgments, decision: decision && { ...decision, assured: judgments[0]!.assured } }
}

function chosenByRows(proba: Float64Array, y: Labels, goal: Goal | undefined): ChosenRule {
  if (goal && 'costs' in goal && y.classes.length > 2) return byCosts(proba, y, goal.costs)
  if (y.classes.length > 2) return byClass(proba, y, goal)
  const scores = scoresOf(proba, 2, 1)
  const costs = goal && 'costs' in goal ? goal.costs : undefined
  const decision: Decision = costs
    ? judge(y.codes, scores, costThreshold(costs), goal)
    : chooseThreshold(y.codes, scores, goal)
  return {
    rule: { threshold: decision.threshold },
    described: {
      rule: costs ? 'least-expected-cost' : 'threshold',
      thresholds: [described(String(y.classes[1]), decision.threshold, decision)],
    },
    judgments: [decision],
    decision,
  }
}

function byClass(proba: Float64Array, y: Labels, goal: Goal | undefined): ChosenRule {
  const { thresholds, decisions } = chooseClassThresholds(proba, y, goal)
  const rule = { thresholds: Array.from(thresholds) }
  const judgments = judgeClasses(y, decideBy(rule, proba), goal)
  return {
    rule,
    described: {
      rule: 'class-thresholds',
      thresholds: y.classes.map((name, code) =>
        described(String(name), thresholds[code]!, judgments[code] ?? null, decisions[code]),
      ),
    },
    judgments,
    decision: undefined,
  }
}

function byCosts(proba: Float64Array, y: Labels, costs: readonly (readonly number[])[]): ChosenRule {
  const rule = { costs }
  const judgments = judgeClasses(y, decideBy(rule, proba))
  const thresholds = y.classes.map((name, code) => described(String(name), null, judgments[code] ?? null))
  return { rule, described: { rule: 'least-expected-cost', thresholds }, judgments, decision: undefined }
}

function described(
  name: string,
  threshold: number | null,
  on: Judgment | null,
  decision: Decision | null = on,
): DescribedRule['thresholds'][number] {
  const nothing = { value: Number.NaN, low: Number.NaN, high: Number.NaN }
  return {
    class: name,
    threshold,
    low: decision?.meeting?.low ?? null,
    high: decision?.meeting?.high ?? null,
    recall: figureOf(on?.recall ?? nothing),
    precision: figureOf(on?.precision ?? nothing),
  }
}

/** The rule with the figures of its decisions as they stand elsewhere, whose intervals know of groups. */
export function withFigures(rule: DescribedRule, { classes }: PartFigures): DescribedRule {
  const known = new Map(classes.map((one) => [one.class, one]))
  const thresholds = rule.thresholds.map((one) => {
    const own = known.get(one.class)
    return own ? { ...one, recall: own.recall, precision: own.precision } : one
  })
  return { ...rule, thresholds }
}

/** An operating point for JSON. */
export function pointOf(point: OperatingPoint | undefined): Asked['nearest'] {
  if (!point) return null
  const [recall, precision] = [point.recall, point.precision].map((share) => (Number.isFinite(share) ? share : null))
  return { threshold: point.threshold, recall: recall!, precision: precision! }
}
