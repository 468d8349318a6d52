import { decodeFloats, decodeIntegers, encodeFloats, encodeIntegers } from '../../core/index.ts'

/** Which unlabeled rows a model learned from, and as what: one entry a row, by rising row. */
export interface PseudoLabels {
  /** Index of the row among the unlabeled ones. */
  readonly row: Int32Array
  /** The class that it was taken for, an index into `classes`. */
  readonly code: Int32Array
  /** The round, from 1, since which the row has been held for that class. */
  readonly round: Int32Array
  /** How likely that class was, when the row was last looked at. */
  readonly probability: Float64Array
}

/** Pseudo-labels at rest. */
export interface SavedPseudoLabels {
  readonly row: string
  readonly code: string
  readonly round: string
  readonly probability: string
}

/** Pseudo-labels as plain JSON. */
export function packPseudoLabels({ row, code, round, probability }: PseudoLabels): SavedPseudoLabels {
  return {
    row: encodeIntegers(row),
    code: encodeIntegers(code),
    round: encodeIntegers(round),
    probability: encodeFloats(probability),
  }
}

/** The inverse of `packPseudoLabels`. */
export function unpackPseudoLabels({ row, code, round, probability }: SavedPseudoLabels): PseudoLabels {
  return Object.freeze({
    row: decodeIntegers(row),
    code: decodeIntegers(code),
    round: decodeIntegers(round),
    probability: decodeFloats(probability),
  })
}
