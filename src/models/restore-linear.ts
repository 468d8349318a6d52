import { decodeFloats, type Matrix, type SparseMatrix } from '../core/index.ts'
import type { Loss } from '../losses/index.ts'
import { plainDesign } from './design.ts'
import { linearScores } from './linear-kernels.ts'

/** What every fitted linear model offers, from its feature-major weights, `(columns + 1) × scores`, intercepts last. */
export function restoreLinear(encoded: string, loss: Loss, classCount: number, columnCount: number) {
  const weights = decodeFloats(encoded)
  const width = loss.scoresPerRow(classCount)
  const coefficients = new Float64Array(columnCount * width)
  for (let j = 0; j < columnCount; j++) {
    for (let k = 0; k < width; k++) coefficients[k * columnCount + j] = weights[j * width + k]!
  }

  /** Row-major: one score a row for two classes (the log-odds of the second), else one a class that had rows. */
  function decisionFunction(X: Matrix | SparseMatrix): Float64Array {
    const scores = new Float64Array(X.rowCount * width)
    linearScores(plainDesign(X), weights, width, scores, 0, X.rowCount)
    return scores
  }

  return {
    /** `scores × columns`, row-major, as scikit-learn's `coef_`. */
    coefficients,
    /** One a score, as scikit-learn's `intercept_`. */
    intercepts: weights.slice(columnCount * width),
    decisionFunction,
    predict: (X: Matrix | SparseMatrix) => loss.probabilities(decisionFunction(X), classCount),
  }
}
