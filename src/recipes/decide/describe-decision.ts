import { basename } from 'node:path'
import { type Context, type Labels, within } from '../../core/index.ts'
import { brier, expectedCalibrationError, type Goal, logLoss, rocAuc } from '../../evaluation/index.ts'
import type { Table } from '../../tables/index.ts'
import { scoresOf } from '../figures/criterion.ts'
import { classCounts } from '../figures/describe-data.ts'
import { constantCosts, partFigures } from '../figures/part-figures.ts'
import { withFigures } from '../goals/decide-on-validation.ts'
import { askedOf, rowCostsOf } from './asked.ts'
import type { ChooseOptions } from './decide-options.ts'
import { decisionCurves, whatIf } from './decision-curves.ts'
import { type DecisionFile, decisionFileSchema } from './decision-schema.ts'
import { chooseAndJudge, type DecidedRows, type Judged } from './judged-rows.ts'
import type { TrueRows } from './read-scores.ts'
import { type ScoreScale, unitScore } from './unit-scores.ts'

/** Rows to decide about: probabilities, `rows × classes`, and what is known of where they come from. */
export interface ScoredRows {
  readonly rows: TrueRows
  readonly proba: Float64Array
  readonly scores: DecisionFile['scores']
  /** One class: the scores as given, and how they became probabilities. */
  readonly single: { readonly scores: Float64Array; readonly scale: ScoreScale } | undefined
  readonly notes: readonly string[]
}

/** Chooses, judges and describes; the work of `decideScores` and `refreshModel` alike. */
export async function describeDecision(
  table: Table,
  truth: string,
  { rows, proba, scores, single, notes }: ScoredRows,
  goal: Goal | undefined,
  options: ChooseOptions,
  context: Context,
): Promise<{ readonly file: DecisionFile; readonly judged: Judged }> {
  const raw = scores.kind === 'raw'
  const judged = await chooseAndJudge(proba, raw, rows, goal, options, context)
  const { final, onChosen, onJudged } = judged
  const costs = goal && 'costs' in goal ? goal.costs : undefined
  const figuresOf = (on: DecidedRows, stage: string) =>
    partFigures(on.y, on.proba, on.decided, costs, options.seed, on.groups, within(context, stage))
  const chosenFigures = await figuresOf(onChosen, 'chosen')
  const judgedFigures = await figuresOf(onJudged, 'judged')
  const trivialCosts = costs ? constantCosts(onJudged.y, costs) : null
  const rowCosts = rowCostsOf(judged)
  const threshold = final.rule !== 'row-costs' && 'threshold' in final.rule ? final.rule.threshold : null
  const { calibrator, found } = final
  const file: DecisionFile = decisionFileSchema.parse({
    evenkeel: 1,
    kind: 'decision',
    input: { file: basename(table.path), sha256: await table.sha256(context), rows: rows.y.codes.length },
    truth,
    positive: rows.positive ?? null,
    classes: classCounts(rows.y),
    scores,
    chosen: howChosen(judged, options),
    asked: askedOf(goal, options, rows.positive, judged, judgedFigures, trivialCosts, rowCosts),
    decision: {
      rule: found?.described.rule ?? 'row-costs',
      thresholds: found ? withFigures(found.described, chosenFigures).thresholds : [],
      scoreThreshold:
        threshold === null || !single
          ? null
          : scoreThreshold(single.scores, (score) => {
              const p = unitScore(single.scale, score)
              return calibrator.transform(Float64Array.of(1 - p, p))[1]! >= threshold
            }),
      thresholdsByFold: [...judged.thresholdsByFold],
      costs: costs ? costs.map((row) => [...row]) : null,
      rowCosts,
    },
    calibration: {
      method: judged.method,
      saved: { ...calibrator.save() },
      before: raw ? null : calibrationFigures(onJudged.y, onJudged.raw),
      after: calibrationFigures(onJudged.y, onJudged.proba),
    },
    onChosen: chosenFigures,
    onJudged: judgedFigures,
    trivialCosts,
    whatIf: whatIf(onChosen, threshold),
    curves: decisionCurves(judged, raw, costs),
    notes: [...notes, ...warnings(rows, proba)],
  } satisfies DecisionFile)
  return { file, judged }
}

function howChosen({ folds, onChosen, onJudged }: Judged, { part }: ChooseOptions): DecisionFile['chosen'] {
  const counts = { rows: onChosen.decided.length, judgedRows: onJudged.decided.length, folds }
  return folds === null
    ? {
        ...counts,
        how: 'part',
        sentence: `Chosen on the ${counts.rows} validation rows and judged once on the ${counts.judgedRows} test rows (column "${part}").`,
      }
    : {
        ...counts,
        how: 'out-of-fold',
        sentence: `There is no part column: chosen on all ${counts.rows} rows, and judged out of fold, each of ${folds} folds by what was chosen on the others.`,
      }
}

function calibrationFigures(y: Labels, proba: Float64Array): DecisionFile['calibration']['after'] {
  const binary = y.classes.length === 2
  return {
    expectedCalibrationError: binary ? expectedCalibrationError(y.codes, scoresOf(proba, 2, 1)) : null,
    brier: brier(y, proba),
    logLoss: logLoss(y, proba),
  }
}

function warnings({ y, positive }: TrueRows, proba: Float64Array): string[] {
  if (positive === undefined) return []
  const area = rocAuc(y.codes, scoresOf(proba, 2, 1))
  return area < 0.5
    ? [
        `The scores rank rows of "${positive}" below the others (ROC-AUC ${area.toFixed(3)}): they may be those of the other class.`,
      ]
    : []
}

/** The least score that is flagged, to the last bit, where scores alone tell; null where none is or larger ones are not. */
function scoreThreshold(scores: Float64Array, flags: (score: number) => boolean): number | null {
  let low = Number.NEGATIVE_INFINITY
  let high = Number.POSITIVE_INFINITY
  const sorted = scores.slice().sort()
  const first = firstFlagged(sorted, flags)
  if (first === sorted.length || !flags(sorted.at(-1)!)) return null
  high = sorted[first]!
  if (first === 0) return high
  low = sorted[first - 1]!
  while (true) {
    const middle = low + (high - low) / 2
    if (!(middle > low && middle < high)) return high
    if (flags(middle)) high = middle
    else low = middle
  }
}

function firstFlagged(sorted: Float64Array, flags: (score: number) => boolean): number {
  let from = 0
  let to = sorted.length
  while (from < to) {
    const middle = (from + to) >> 1
    if (flags(sorted[middle]!)) to = middle
    else from = middle + 1
  }
  return from
}
