export { decodeFloats, decodeIntegers, encodeFloats, encodeIntegers } from './base64.ts'
export type { Classifier, FitSettings, FittedClassifier, SavedModel } from './classifier.ts'
export { breathe, type Context, type Progress, within } from './context.ts'
export { didYouMean } from './did-you-mean.ts'
export { DataError, LeakError, MissingDependencyError, OptionError } from './errors.ts'
export { exp } from './exp.ts'
export { expRest, expScale } from './exp-table.ts'
export { inBlocks } from './in-blocks.ts'
export {
  type ClassName,
  classNames,
  compareCodePoints,
  countClasses,
  type Labels,
  labels,
  labelsFromCodes,
  oneAgainstRest,
  rowsByClass,
  takeLabels,
} from './labels.ts'
export { log, log1p } from './log.ts'
export { logSumExp, sigmoid, softplus } from './math.ts'
export {
  type Column,
  type ColumnKind,
  type Matrix,
  matrix,
  matrixFromRows,
  numberColumns,
  takeColumns,
  takeRows,
} from './matrix.ts'
export {
  countLabels,
  labelNames,
  type MultiLabels,
  multiLabels,
  multiLabelsFromMatrix,
  oneLabel,
  takeMultiLabels,
} from './multi-labels.ts'
export { numpyRandom } from './numpy-random.ts'
export { optionalPackage } from './optional-package.ts'
export { type OptionsSchema, parseOptions, z } from './options.ts'
export { type Part, refuseHeldOut } from './part.ts'
export { pow } from './pow.ts'
export type { Provenance } from './provenance.ts'
export type { Random } from './random.ts'
export { refuseToLearn } from './refuse-to-learn.ts'
export { requireLabels, requireMatrix } from './require-data.ts'
export { random } from './seeded-random.ts'
export type { Span } from './span.ts'
export { columnCountOf, type SparseMatrix, sparseMatrix, takeSparseRows } from './sparse-matrix.ts'
export { type Fold, type Parts, type Split, split } from './split.ts'
