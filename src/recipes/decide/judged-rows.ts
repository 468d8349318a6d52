import { breathe, type Context, countClasses, type Labels, takeLabels } from '../../core/index.ts'
import { type AnyCalibratorName, crossValidationFolds, type Goal, type RowCosts } from '../../evaluation/index.ts'
import { aboutFile } from '../reading/about-file.ts'
import { type Chosen, chooseMethod, chooseRule, decideByRule, takeProba, takeRowCosts } from './choose-rule.ts'
import type { ChooseOptions } from './decide-options.ts'
import type { TrueRows } from './read-scores.ts'

/** Rows with what was decided about them. */
export interface DecidedRows {
  readonly y: Labels<never>
  /** Before calibration. */
  readonly raw: Float64Array
  readonly proba: Float64Array
  readonly decided: Int32Array
  readonly groups: readonly string[] | undefined
  readonly rowCosts: RowCosts | undefined
}

/** The rule, how it does where it was chosen, and on rows that it had not seen. */
export interface Judged {
  readonly method: AnyCalibratorName
  readonly final: Chosen
  readonly onChosen: DecidedRows
  readonly onJudged: DecidedRows
  readonly folds: number | null
  readonly thresholdsByFold: readonly number[]
}

/**
 * With parts: chosen on validation, judged once on test. Without: chosen on all rows, and judged by cross-fitting, where
 * each fold is calibrated and decided by what was chosen on the other folds (the kind of calibration on all of them).
 */
export async function chooseAndJudge(
  proba: Float64Array,
  raw: boolean,
  rows: TrueRows,
  goal: Goal | undefined,
  options: ChooseOptions,
  context: Context,
): Promise<Judged> {
  const all = Int32Array.from({ length: rows.y.codes.length }, (_, row) => row)
  const choosing = some(proba, rows, rows.parts?.validation ?? all)
  const method = await chooseMethod(choosing.raw, choosing.y, raw, options, context)
  const final = await chooseRule(choosing.raw, choosing, method, goal, options, context)
  const onChosen = decided(final, choosing)
  if (rows.parts) {
    const onJudged = decided(final, some(proba, rows, rows.parts.test))
    return { method, final, onChosen, onJudged, folds: null, thresholdsByFold: [] }
  }
  const { rowCount, folds } = dealt(rows, options)
  const shared = shareOf(goal, rowCount)
  const width = rows.y.classes.length
  const fitted = new Float64Array(proba.length)
  const codes = new Int32Array(rowCount)
  const thresholdsByFold: number[] = []
  for (const [fold, { train, validation }] of folds.entries()) {
    await breathe(context, { stage: 'judge', done: fold, total: folds.length })
    const rest = some(proba, rows, train.rows)
    const chosen = await chooseRule(rest.raw, rest, method, shared, options, context)
    const held = decided(chosen, some(proba, rows, validation.rows))
    for (const [at, row] of validation.rows.entries()) {
      codes[row] = held.decided[at]!
      for (let code = 0; code < width; code++) fitted[row * width + code] = held.proba[at * width + code]!
    }
    if (chosen.rule !== 'row-costs' && 'threshold' in chosen.rule) thresholdsByFold.push(chosen.rule.threshold)
  }
  const onJudged = { ...choosing, proba: fitted, decided: codes }
  return { method, final, onChosen, onJudged, folds: folds.length, thresholdsByFold }
}

function dealt({ path, y, groups }: TrueRows, options: ChooseOptions) {
  const rowCount = y.codes.length
  const fewest = Math.min(...[...countClasses(y)].filter((count) => count > 0))
  const folds = Math.max(2, Math.min(options.folds, fewest))
  const found = aboutFile(path, () => crossValidationFolds({ rowCount, y, groups }, { folds, seed: options.seed }))
  return { rowCount, folds: found }
}

/** A budget in rows as a share, for parts of other sizes. */
function shareOf(goal: Goal | undefined, rowCount: number): Goal | undefined {
  if (!goal || 'costs' in goal || goal.alerts === undefined) return goal
  return { alertRate: Math.min(1, goal.alerts / rowCount) }
}

type UndecidedRows = Omit<DecidedRows, 'proba' | 'decided'>

function some(proba: Float64Array, { y, groups, rowCosts }: TrueRows, at: Int32Array): UndecidedRows {
  return {
    y: takeLabels(y, at),
    raw: takeProba(proba, at, y.classes.length),
    groups: groups && Array.from(at, (row) => groups[row]!),
    rowCosts: takeRowCosts(rowCosts, at),
  }
}

function decided({ calibrator, rule }: Chosen, rows: UndecidedRows): DecidedRows {
  const proba = calibrator.transform(rows.raw)
  return { ...rows, proba, decided: decideByRule(rule, proba, rows.rowCosts) }
}
