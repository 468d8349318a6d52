import type { Context, Labels } from '../../core/index.ts'
import {
  type AnyCalibratorName,
  type Calibrator,
  calibrators,
  chooseCalibrator,
  conformalThreshold,
  decideByRowCosts,
  type FittedCalibrator,
  type Goal,
  judge,
  type RowCosts,
} from '../../evaluation/index.ts'
import { scoresOf } from '../figures/criterion.ts'
import { type ChosenRule, decideOnValidation } from '../goals/decide-on-validation.ts'
import { sureInGroups } from '../goals/sure-in-groups.ts'
import { type DecisionRule, decideBy } from '../predicting/predictor.ts'
import type { ChooseOptions } from './decide-options.ts'

/** One rule for all rows, or each row by its own costs. */
export type Rule = DecisionRule | 'row-costs'

/** A calibration and a rule, chosen on the same rows. */
export interface Chosen {
  readonly calibrator: FittedCalibrator<AnyCalibratorName>
  readonly rule: Rule
  /** Absent with row costs. */
  readonly found: ChosenRule | undefined
}

/** Beyond so many classes vector scaling, whose cost grows with their square, and one calibrator a class do not compete. */
const mostCompeting = 20

/** The calibration by name, or that of the least cross-validated log loss; raw scores need one that can shift them. */
export async function chooseMethod(
  proba: Float64Array,
  y: Labels,
  raw: boolean,
  { calibration, seed }: ChooseOptions,
  context: Context,
): Promise<AnyCalibratorName> {
  if (calibration !== 'auto') return calibration
  const several = y.classes.length > 2 && y.classes.length <= mostCompeting
  const candidates = ['platt', 'temperature', 'isotonic', ...(raw ? [] : ['beta' as const])] as const
  const { name } = await chooseCalibrator(
    proba,
    y,
    { candidates: several ? [...candidates, 'vector', 'perClass'] : candidates, seed },
    context,
  )
  return raw && (name === 'none' || name === 'temperature') ? 'platt' : name
}

/** Calibrates, then chooses the rule that serves the goal on the calibrated probabilities of the same rows. */
export async function chooseRule(
  proba: Float64Array,
  { y, groups }: { readonly y: Labels; readonly groups: readonly string[] | undefined },
  method: AnyCalibratorName,
  goal: Goal | undefined,
  options: ChooseOptions,
  context: Context,
): Promise<Chosen> {
  const calibrator = await (calibrators[method]() as Calibrator<AnyCalibratorName>).fit(proba, y, undefined, context)
  if (options.missCost !== undefined) return { calibrator, rule: 'row-costs', found: undefined }
  const calibrated = calibrator.transform(proba)
  const found = decideOnValidation(calibrated, y, goal, groups)
  if (options.guarantee === 'bound') return { calibrator, rule: found.rule, found }
  const scores = scoresOf(calibrated, 2, 1)
  const threshold = conformalThreshold(y.codes, scores, { recall: options.recall! })
  const judged = judge(y.codes, scores, threshold, goal)
  const decision = sureInGroups([judged], y, decideBy({ threshold }, calibrated), goal, groups)[0]!
  const [described] = found.described.thresholds
  return {
    calibrator,
    rule: { threshold },
    found: {
      rule: { threshold },
      described: {
        rule: 'threshold',
        thresholds: [{ ...described!, threshold, ...figures(decision) }],
      },
      judgments: [decision],
      decision,
    },
  }
}

function figures({ recall, precision }: { recall: Interval; precision: Interval }) {
  const known = ({ value, low, high }: Interval) => ({ value: Number.isNaN(value) ? null : value, low, high })
  return { recall: known(recall), precision: known(precision) }
}

type Interval = { readonly value: number; readonly low: number; readonly high: number }

/** Class codes from calibrated probabilities. */
export function decideByRule(rule: Rule, proba: Float64Array, rowCosts: RowCosts | undefined): Int32Array {
  if (rule !== 'row-costs') return decideBy(rule, proba)
  return decideByRowCosts(scoresOf(proba, 2, 1), rowCosts!)
}

/** The costs of some of the rows. */
export function takeRowCosts(costs: RowCosts | undefined, rows: Int32Array): RowCosts | undefined {
  const take = (values: Float64Array) => Float64Array.from(rows, (row) => values[row]!)
  return costs && { falseAlarm: take(costs.falseAlarm), miss: take(costs.miss) }
}

/** Some rows of `rows × classCount` numbers. */
export function takeProba(proba: Float64Array, rows: Int32Array, classCount: number): Float64Array {
  const taken = new Float64Array(rows.length * classCount)
  for (let to = 0; to < rows.length; to++) {
    for (let code = 0; code < classCount; code++) taken[to * classCount + code] = proba[rows[to]! * classCount + code]!
  }
  return taken
}
