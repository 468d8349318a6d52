import { type ClassName, DataError, type Matrix, type SavedModel } from '../../core/index.ts'
import { loadClassifier } from '../../ensembles/index.ts'
import { decide, loadCalibrator, type SavedCalibrator } from '../../evaluation/index.ts'
import { loadFeatures, type SavedFeatures } from '../../features/index.ts'
import type { Recipe } from '../recipe.ts'
import type { ModelInput } from '../tasks/task.ts'

/** The rule of a decision: one threshold, one a class, or costs. */
export type DecisionRule =
  | { readonly threshold: number }
  | { readonly thresholds: readonly number[] }
  | { readonly costs: readonly (readonly number[])[] }

/** `model.json`: all that is needed to decide about new rows. Plain JSON; loading it runs no code. */
export interface SavedPredictor {
  readonly format: 'evenkeel-predictor'
  readonly version: 1
  readonly task: 'table' | 'text'
  readonly read: Recipe['input']['read']
  /** The columns that it reads: one text column, or those of a table with their kinds and levels. */
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly classes: readonly string[]
  readonly features: readonly SavedFeatures[]
  readonly model: SavedModel
  readonly calibrator: SavedCalibrator
  readonly decision: DecisionRule
}

/** Turns new rows into calibrated probabilities and decisions. */
export interface Predictor {
  readonly saved: SavedPredictor
  /** `rows × classes`, calibrated. */
  predictProba(rows: Matrix | readonly string[]): Float64Array
  /** One class code a row, an index into `saved.classes`. */
  decide(proba: Float64Array): Int32Array
}

export function loadPredictor(saved: SavedPredictor): Predictor {
  if (saved?.format !== 'evenkeel-predictor') {
    throw new DataError('this is not a model that evenkeel has written. Pass the model.json of a run.')
  }
  if (saved.version !== 1) {
    throw new DataError(
      `this model has version ${saved.version}, which this evenkeel does not know. Install a newer one.`,
    )
  }
  const steps = saved.features.map((one) => loadFeatures(one))
  const model = loadClassifier(saved.model)
  const calibrator = loadCalibrator(saved.calibrator)
  return {
    saved,
    predictProba(rows) {
      const input = steps.reduce<unknown>(
        (data, step) => (step.transform as (data: unknown) => unknown)(data),
        rows,
      ) as ModelInput
      return calibrator.transform(inClassOrder(model.predictProba(input), model.classes, saved.classes))
    },
    decide: (proba) => decideBy(saved.decision, proba),
  }
}

export function decideBy(rule: DecisionRule, proba: Float64Array): Int32Array {
  if ('threshold' in rule) return decide(proba, rule.threshold)
  return decide(proba, 'costs' in rule ? rule.costs : rule.thresholds)
}

/** Probabilities over all classes of the task; classes that the model has not seen get 0. */
export function inClassOrder(
  proba: Float64Array,
  known: readonly ClassName[],
  all: readonly ClassName[],
): Float64Array {
  if (known.length === all.length) return proba
  const place = known.map((name) => all.findIndex((other) => String(other) === String(name)))
  const wide = new Float64Array((proba.length / known.length) * all.length)
  for (let from = 0, to = 0; from < proba.length; from += known.length, to += all.length) {
    for (const [at, code] of place.entries()) wide[to + code] = proba[from + at]!
  }
  return wide
}
