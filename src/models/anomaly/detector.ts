import type { Context, FitSettings, Matrix, SavedModel, SparseMatrix } from '../../core/index.ts'

/** A learner that knows no classes: it learns what rows usually look like. Fitting leaves it unchanged. */
export interface Detector {
  readonly name: string
  readonly options: Readonly<Record<string, unknown>>
  fit(X: Matrix<'train'> | SparseMatrix<'train'>, settings?: FitSettings, context?: Context): Promise<FittedDetector>
}

/** What a detector has learned. */
export interface FittedDetector {
  readonly name: string
  /** What `decisionFunction` takes off the scores. */
  readonly offset: number
  /** One score a row; the lower, the stranger the row. */
  scoreSamples(X: Matrix | SparseMatrix): Float64Array
  /** `scoreSamples` less `offset`: below 0 for what counts as an anomaly. */
  decisionFunction(X: Matrix | SparseMatrix): Float64Array
  /** Plain JSON from which `loadModel(saved, detectors)` makes the same scores again; it holds no code. */
  save(): SavedModel
}
