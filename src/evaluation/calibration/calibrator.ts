import type { Context, Labels } from '../../core/index.ts'

/** The calibrators that `chooseCalibrator` lets compete unless told otherwise. */
export type CalibratorName = 'none' | 'platt' | 'isotonic' | 'temperature'

/** Every calibrator there is. */
export type AnyCalibratorName = CalibratorName | 'beta' | 'vector' | 'perClass'

/**
 * Learns to turn a model's probabilities into ones that come true as often as they say. Fit it on out-of-fold
 * probabilities of the training part, never on the rows that the model learned from: there they are too sure.
 */
export interface Calibrator<Name extends AnyCalibratorName = CalibratorName> {
  readonly name: Name
  /**
   * `proba` is row-major, `rows × classes`, in the order of `y.classes`; each row sums to 1. `sampleWeight` is one
   * weight a row, ≥ 0. Throws `DataError` when the lengths differ, when a value is NaN or outside 0 … 1 and when only
   * one class has rows. Aborts within a pass over the rows.
   */
  fit(proba: Float64Array, y: Labels, sampleWeight?: Float64Array, context?: Context): Promise<FittedCalibrator<Name>>
}

/** What a calibrator has learned. */
export interface FittedCalibrator<Name extends AnyCalibratorName = CalibratorName> {
  readonly name: Name
  /** Row-major probabilities in, row-major probabilities out, each row summing to 1; the input is left as it is. */
  transform(proba: Float64Array): Float64Array
  /** Plain JSON from which `loadCalibrator` makes the same calibrator again. */
  save(): SavedCalibrator
}

/** A calibrator at rest. Float64 arrays in `state` are base64 texts; see `encodeFloats` of core. */
export interface SavedCalibrator {
  readonly format: 'evenkeel-calibrator'
  readonly version: 1
  readonly name: AnyCalibratorName
  readonly classCount: number
  readonly state: Readonly<Record<string, unknown>>
}
