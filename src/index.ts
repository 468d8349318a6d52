export {
  type Context,
  DataError,
  LeakError,
  labels,
  type Matrix,
  matrixFromRows,
  numpyRandom,
  OptionError,
  split,
} from './core/index.ts'
export { chooseThreshold, splitParts } from './evaluation/index.ts'
export { logisticRegression } from './models/index.ts'
export { loadPredictor, run, saveRun } from './recipes/index.ts'
export { renderReport } from './report/index.ts'
export { samplers, smote, smotenc } from './sampling/index.ts'
export { openTable } from './tables/index.ts'
