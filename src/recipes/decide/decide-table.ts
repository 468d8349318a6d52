import { type Context, DataError } from '../../core/index.ts'
import { loadCalibrator, type SavedCalibrator } from '../../evaluation/index.ts'
import type { Table } from '../../tables/index.ts'
import type { DecisionRule } from '../predicting/predictor.ts'
import { decideByRule, type Rule } from './choose-rule.ts'
import type { DecisionFile } from './decision-schema.ts'
import { costsOf, numbersOf } from './read-scores.ts'
import { normalizeRows, pairs, unitRounding } from './unit-scores.ts'

/** Rows that a decision was applied to. */
export interface DecidedTable {
  readonly classes: readonly string[]
  /** Calibrated, `rows × classes`. */
  readonly proba: Float64Array
  /** Indices into `classes`. */
  readonly decided: Int32Array
}

/**
 * Applies a decision to the rows of another table with the same score columns: scores become calibrated probabilities as
 * they did where the decision was chosen, and its rule decides. Throws `DataError` for scores that are missing or not of
 * the kind that the decision was chosen on, and for the decision of a model, whose `model.json` gives the scores.
 */
export async function decideTable(decision: DecisionFile, table: Table, context: Context): Promise<DecidedTable> {
  const classes = decision.classes.map((one) => one.class)
  if (decision.scores.kind === 'model') {
    throw new DataError(
      'this decision is about the scores of a model; pass the model.json beside it, which gives the scores and decides.',
    )
  }
  const calibrator = loadCalibrator(decision.calibration.saved as unknown as SavedCalibrator)
  const rows = Int32Array.from({ length: table.rowCount }, (_, row) => row)
  const raw = await probabilitiesOf(decision, table, rows, classes.length, context)
  const proba = calibrator.transform(raw)
  const rule = ruleOf(decision)
  const { falseAlarmCost, missCost } = decision.asked.goal ?? {}
  const rowCosts =
    rule === 'row-costs'
      ? {
          falseAlarm: await costsOf(table, falseAlarmCost!, rows, context),
          miss: await costsOf(table, missCost!, rows, context),
        }
      : undefined
  return { classes, proba, decided: decideByRule(rule, proba, rowCosts) }
}

/** The rule of a decision, as a predictor holds it. */
function ruleOf({ decision, positive }: DecisionFile): Rule {
  if (decision.rule === 'row-costs') return 'row-costs'
  const thresholds = decision.thresholds.map(({ threshold }) => threshold ?? Number.MAX_VALUE)
  if (positive !== null) return { threshold: thresholds[0]! }
  const rule: DecisionRule = decision.costs ? { costs: decision.costs } : { thresholds }
  return rule
}

async function probabilitiesOf(
  { scores: { columns, kind, center, scale } }: DecisionFile,
  table: Table,
  rows: Int32Array,
  classCount: number,
  context: Context,
): Promise<Float64Array> {
  const scores = await numbersOf(table, columns, rows, 'scores', context)
  const asked = kind === 'probability' || kind === 'divided'
  const least = asked ? 0 : Number.NEGATIVE_INFINITY
  const most = asked ? 1 + (columns.length > 1 ? unitRounding : 0) : Number.POSITIVE_INFINITY
  const odd = scores.findIndex((score) => !(score >= least && score <= most))
  if (odd >= 0) {
    throw new DataError(
      `${table.path}: column "${columns[odd % columns.length]}" has the score ${scores[odd]} in row ${Math.floor(odd / columns.length) + 1}, but the decision was chosen on scores from 0 to 1. Give the scores of the same model, or decide anew.`,
    )
  }
  if (kind === 'probability' || kind === 'raw') {
    if (columns.length === 1) return pairs({ kind, center, scale }, scores)
    const off = rowThatIsNoDistribution(scores, classCount)
    if (off >= 0) {
      throw new DataError(
        `${table.path}: the scores of row ${off + 1} do not sum to 1, but those that the decision was chosen on did. Give the scores of the same model, or decide anew.`,
      )
    }
  }
  return normalizeRows(scores, classCount, kind === 'softmax' ? 'softmax' : 'divided').proba
}

function rowThatIsNoDistribution(scores: Float64Array, classCount: number): number {
  for (let row = 0; row < scores.length / classCount; row++) {
    let sum = 0
    for (let code = 0; code < classCount; code++) sum += scores[row * classCount + code]!
    if (Math.abs(sum - 1) > unitRounding) return row
  }
  return -1
}
