import { decodeFloats, encodeFloats, type Matrix, type SparseMatrix, z } from '../../core/index.ts'
import { fastSlopes, kernelRows } from '../../kernels/index.ts'
import { kernelFor, kernelOptions } from '../svm/kernel-options.ts'
import { readQuery } from '../svm/query-row.ts'
import { packRows, unpackRows } from '../svm/saved-rows.ts'
import { solveDual } from '../svm/solve-dual.ts'
import { defineDetector } from './define-detector.ts'

const oneClassSvmOptions = z.strictObject({
  nu: z
    .number()
    .gt(0)
    .max(1)
    .default(0.5)
    .describe('at most that share of the training rows lies outside, and at least that share carries the border'),
  ...kernelOptions,
  tol: z.number().positive().default(1e-3).describe('how far the optimality conditions may be violated'),
  shrinking: z.boolean().default(true).describe('leave rows that rest at a bound out of sight meanwhile'),
  cacheSize: z.number().positive().default(200).describe('megabytes for values of the kernel'),
  maxIter: z.int().min(1).default(10_000_000).describe('most steps of the solver'),
})

/** Progress in thousandths. */
const fine = 1000

/**
 * Draws a border around where most rows are: the support vector machine that parts all rows from the origin of the
 * kernel's space, the share `nu` of them being allowed to lie outside. `scoreSamples` is Σ α k(support vector, row);
 * `decisionFunction` takes `offset` off: below 0 lies outside. Scale the columns first (`standardScaler`).
 *
 * Support vectors, dual coefficients and both functions are those of scikit-learn's `OneClassSVM` (LIBSVM):
 * `supportRows` (rows of the training matrix), `dualCoef`, `offset`. With `gamma: 'scale'` and sample weights there is a
 * difference: they count in the variance here. It draws nothing by chance.
 *
 * For some thousands of clean rows of the usual kind. Not for more than some ten thousands (time grows with the square;
 * `isolationForest` does not mind), not on data full of the anomalies that it shall find unless `nu` is about their
 * share, and not where there are labels enough for a classifier.
 *
 * B. Schölkopf et al., "Estimating the Support of a High-Dimensional Distribution", Neural Computation 13, 2001.
 */
export const oneClassSvm = defineDetector({
  name: 'oneClassSvm',
  options: oneClassSvmOptions,

  async learn({ X, rows, weights }, options, context) {
    const { nu, cacheSize } = options
    const kernel = await kernelFor(options, X, weights, context)
    const bounds = Float64Array.from(rows, (row) => weights[row]!)
    const solved = await solveDual(
      {
        slopes: await fastSlopes(X, rows, kernel, cacheSize * 1048576, context),
        signs: new Int8Array(rows.length).fill(1),
        bounds,
        gain: 0,
        start: firstShare(bounds, nu),
      },
      {
        ...options,
        tell: (share) => ({ stage: 'oneClassSvm', done: Math.floor(share * fine), total: fine }),
      },
      context,
    )
    const support = Int32Array.from(rows.keys()).filter((i) => solved.alpha[i]! > 0)
    const supportRows = support.map((i) => rows[i]!)
    return {
      kernel,
      rows: encodeFloats(Float64Array.from(supportRows)),
      vectors: packRows(X, supportRows),
      coefficients: encodeFloats(Float64Array.from(support, (i) => solved.alpha[i]!)),
      offset: solved.rho,
      converged: solved.converged,
    }
  },

  restore({ kernel, rows, vectors, coefficients, offset, converged }, columnCount) {
    const supportRows = Int32Array.from(decodeFloats(rows))
    const dualCoef = decodeFloats(coefficients)
    const total = supportRows.length
    const places = Int32Array.from(supportRows.keys())
    const support = kernelRows(unpackRows(vectors, columnCount), places, kernel)

    function scoreSamples(X: Matrix | SparseMatrix): Float64Array {
      const scores = new Float64Array(X.rowCount)
      for (let row = 0; row < X.rowCount; row++) {
        support.evaluate(readQuery(X, row, support.query), 0, total)
        let sum = 0
        for (let s = 0; s < total; s++) sum += dualCoef[s]! * support.values[s]!
        scores[row] = sum
      }
      return scores
    }

    return {
      supportRows,
      /** One a support vector, as scikit-learn's `dual_coef_`. */
      dualCoef,
      /** The gamma that was used. */
      gamma: kernel.gamma,
      converged,
      offset,
      scoreSamples,
    }
  },
})

/** As LIBSVM begins: the first rows at their bound, until they make up the share `nu` of all. */
function firstShare(bounds: Float64Array, nu: number): Float64Array {
  let left = 0
  for (const bound of bounds) left += bound * nu
  const alpha = new Float64Array(bounds.length)
  for (let i = 0; i < bounds.length && left > 0; i++) {
    alpha[i] = Math.min(bounds[i]!, left)
    left -= alpha[i]!
  }
  return alpha
}
