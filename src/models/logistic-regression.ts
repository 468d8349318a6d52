import { encodeFloats, log, z } from '../core/index.ts'
import { type Loss, logisticLoss, softmaxLoss } from '../losses/index.ts'
import { compactColumns } from './compact-columns.ts'
import { type ClassificationTask, defineClassifier } from './define-classifier.ts'
import { designOf } from './design.ts'
import { lbfgs } from './lbfgs.ts'
import { isNarrow, linearObjective } from './linear-objective.ts'
import { restoreLinear } from './restore-linear.ts'
import { sampleDesign } from './sample-design.ts'

const logisticRegressionOptions = z.strictObject({
  C: z.number().positive().default(1).describe('inverse of the strength of the L2 penalty; smaller is stronger'),
  classWeight: z
    .union([z.literal('balanced'), z.record(z.string(), z.number().min(0))])
    .nullable()
    .default(null)
    .describe('how much rows of each class count: "balanced", or a number by class name'),
  fitIntercept: z.boolean().default(true).describe('learn a constant beside the coefficients'),
  maxIter: z.int().min(1).default(1000).describe('most iterations of the solver'),
  tol: z
    .number()
    .positive()
    .default(1e-4)
    .describe('stop when the coefficients are, together, at most that far from the optimum'),
})

/** So many iterations on a sample of the rows cost less than one on all, and save half of those. */
const roughIterations = 12

/**
 * Linear model of the log-odds (two classes) or of the log-probabilities up to a constant (more), with L2 penalty:
 * the minimum of C × Σ weight × loss + ½ Σ w². The intercept is not penalized, so scale the columns first
 * (`standardScaler`), and raise `C` for a weaker penalty.
 *
 * The optimum is that of scikit-learn's `LogisticRegression`. `tol` bounds the length of the gradient of the function
 * above and with it the distance of the coefficients from the optimum, as the penalty makes the function bend at least
 * as a unit parabola (where the intercept bends less, the bound is scaled down); scikit-learn's `tol` is looser, so that its default coefficients are farther off.
 * `converged` says whether that was reached within `maxIter`.
 *
 * Not for relations that are far from additive (use trees). Solved by L-BFGS, preconditioned by the Hessian where
 * there are few columns and by its diagonal where there are many.
 */
export const logisticRegression = defineClassifier({
  name: 'logisticRegression',
  options: logisticRegressionOptions,

  async learn(task, { C, fitIntercept, maxIter, tol }, context) {
    const { classCount } = task
    const loss = lossFor(classCount)
    const width = loss.scoresPerRow(classCount)
    const { design, expand } = await compactColumns(await designOf(task.X, context), context)
    const objective = linearObjective({ design, loss, target: task, C, fitIntercept })
    let start: Float64Array = new Float64Array((design.columnCount + 1) * width)
    if (fitIntercept) start.set(priorScores(task, width), design.columnCount * width)
    const narrow = isNarrow(design, width)
    const refresh = narrow ? 5 : Infinity
    const sample = narrow ? sampleDesign(design, task) : undefined
    if (sample) {
      const rough = linearObjective({ ...sample, loss, C, fitIntercept })
      start = (
        await lbfgs(rough, start, { maxIter: Math.min(roughIterations, maxIter), tolerance: tol, refresh }, context)
      ).x
    }
    const tolerance = fitIntercept ? tol * Math.min(1, C * interceptCurvature(task)) : tol
    const found = await lbfgs(objective, start, { maxIter, tolerance, refresh }, context)
    const weights = expand(found.x, width)
    if (width > 1) centerIntercepts(weights, width)
    return { weights: encodeFloats(weights), iterations: found.iterations, converged: found.converged }
  },

  restore: ({ weights, iterations, converged }, classCount, columnCount) => ({
    ...restoreLinear(weights, lossFor(classCount), classCount, columnCount),
    iterations,
    converged,
  }),
})

function lossFor(classCount: number): Loss {
  return classCount === 2 ? logisticLoss : softmaxLoss
}

/** The best intercepts where nothing else is known: they save the first iterations. */
function priorScores({ codes, weights, classCount }: ClassificationTask, width: number): Float64Array {
  const sums = new Float64Array(classCount)
  for (let row = 0; row < codes.length; row++) sums[codes[row]!]! += weights[row]!
  if (width === 1) return Float64Array.of(log(sums[1]! / sums[0]!))
  const scores = sums.map((sum) => log(sum))
  const mean = scores.reduce((total, score) => total + score, 0) / width
  return scores.map((score) => score - mean)
}

/** How much the summed loss bends along the flattest intercept, where the scores are the priors. */
function interceptCurvature({ codes, weights, classCount }: ClassificationTask): number {
  const sums = new Float64Array(classCount)
  let total = 0
  for (let row = 0; row < codes.length; row++) {
    sums[codes[row]!]! += weights[row]!
    total += weights[row]!
  }
  return sums.reduce((least, sum) => Math.min(least, sum * (1 - sum / total)), Infinity)
}

/** A constant added to all intercepts changes no probability; the one with mean 0 is chosen. */
function centerIntercepts(weights: Float64Array, width: number): void {
  const first = weights.length - width
  let mean = 0
  for (let at = first; at < weights.length; at++) mean += weights[at]! / width
  for (let at = first; at < weights.length; at++) weights[at] = weights[at]! - mean
}
