import { DataError, type Matrix, matrix, type SavedModel } from '../../core/index.ts'
import { loadClassifier } from '../../ensembles/index.ts'
import { loadCalibrator, type SavedCalibrator } from '../../evaluation/index.ts'
import { loadFeatures, type SavedFeatures } from '../../features/index.ts'
import type { ModelInput } from '../tasks/task.ts'
import { beside, logOdds } from './beside.ts'
import { type DecisionRule, decideBy, inClassOrder, type SavedPredictor } from './predictor.ts'

/** `model.json` of a run on labels. */
export interface SavedLabelPredictor extends Pick<SavedPredictor, 'task' | 'read' | 'columns'> {
  readonly format: 'evenkeel-label-predictor'
  readonly version: 1
  readonly chain: boolean
  /** In the order in which they are to be given out. */
  readonly labels: readonly string[]
  /** What rows go through first; labels that need the same share it. */
  readonly features: readonly (readonly SavedFeatures[])[]
  /** In the order in which they were learned. */
  readonly models: readonly {
    readonly label: string
    /** Which of `features`. */
    readonly features: number
    readonly model: SavedModel
    readonly calibrator: SavedCalibrator
    readonly decision: DecisionRule
  }[]
}

/** Turns new rows into a calibrated probability and a yes or no for each label. */
export interface LabelPredictor {
  readonly saved: SavedLabelPredictor
  /** `rows × labels`. A label that could not be learned has 0 and is never given. */
  predict(rows: Matrix | readonly string[]): { readonly proba: Float64Array; readonly decided: Uint8Array }
}

export function loadLabelPredictor(saved: SavedLabelPredictor): LabelPredictor {
  if (saved?.format !== 'evenkeel-label-predictor' || saved.version !== 1) {
    throw new DataError(
      'this is not a model of labels that this evenkeel knows. Pass the model.json of a run on labels.',
    )
  }
  const pipelines = saved.features.map((steps) => steps.map((step) => loadFeatures(step)))
  const models = saved.models.map((one) => ({
    ...one,
    place: saved.labels.indexOf(one.label),
    classifier: loadClassifier(one.model),
    calibration: loadCalibrator(one.calibrator),
    classes: [`not ${one.label}`, one.label],
  }))
  return {
    saved,
    predict(rows) {
      const inputs = pipelines.map(
        (steps) =>
          steps.reduce<unknown>(
            (data, step) => (step.transform as (data: unknown) => unknown)(data),
            rows,
          ) as ModelInput,
      )
      const count = Array.isArray(rows) ? rows.length : (rows as Matrix).rowCount
      const width = saved.labels.length
      const result = { proba: new Float64Array(count * width), decided: new Uint8Array(count * width) }
      const earlier: Float64Array[] = []
      for (const { features, place, classifier, calibration, classes, decision } of models) {
        const own = inputs[features]!
        const input = saved.chain ? beside(own, columnsOf(earlier, count)) : own
        const raw = inClassOrder(classifier.predictProba(input), classifier.classes, classes)
        const proba = calibration.transform(raw)
        const decided = decideBy(decision, proba)
        const odds = new Float64Array(count)
        for (let row = 0; row < count; row++) {
          result.proba[row * width + place] = proba[2 * row + 1]!
          result.decided[row * width + place] = decided[row]!
          odds[row] = logOdds(proba[2 * row + 1]!)
        }
        earlier.push(odds)
      }
      return result
    },
  }
}

/** Columns of equal length as one matrix, under the names by which a chain learned them. */
export function columnsOf(columns: readonly Float64Array[], rowCount: number): Matrix<never> {
  const data = new Float64Array(rowCount * columns.length)
  for (const [at, column] of columns.entries()) {
    for (let row = 0; row < rowCount; row++) data[row * columns.length + at] = column[row]!
  }
  const described = columns.map((_, at) => ({ name: `log-odds of label ${at + 1}`, kind: 'number' as const }))
  return { ...matrix(data, described), rowCount }
}
