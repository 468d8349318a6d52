import type { Context } from './context.ts'
import type { ClassName, Labels } from './labels.ts'
import type { Matrix } from './matrix.ts'
import type { SparseMatrix } from './sparse-matrix.ts'

/** What a learner may be told beside the data. */
export interface FitSettings {
  /** One weight a row, ≥ 0, multiplied with the class weights. */
  readonly sampleWeight?: Float64Array | undefined
}

/** A learner with its options. Fitting leaves it unchanged. */
export interface Classifier {
  readonly name: string
  readonly options: Readonly<Record<string, unknown>>
  fit(
    X: Matrix<'train'> | SparseMatrix<'train'>,
    y: Labels<'train'>,
    settings?: FitSettings,
    context?: Context,
  ): Promise<FittedClassifier>
}

/** What a learner has learned. */
export interface FittedClassifier {
  readonly name: string
  /** In the order of the columns of `predictProba`. */
  readonly classes: readonly ClassName[]
  /** Row-major probabilities, `rows × classes`, each row summing to 1. */
  predictProba(X: Matrix | SparseMatrix): Float64Array
  /** Plain JSON from which the same predictions can be made again; it holds no code. */
  save(): SavedModel
}

/** A model at rest. Float64 arrays in `state` are base64 texts; see `encodeFloats`. */
export interface SavedModel {
  readonly format: 'evenkeel-model'
  readonly version: 1
  readonly name: string
  readonly options: Readonly<Record<string, unknown>>
  readonly state: Readonly<Record<string, unknown>>
}
