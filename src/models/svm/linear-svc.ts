import {
  breathe,
  decodeFloats,
  encodeFloats,
  type Matrix,
  type Random,
  random,
  type SparseMatrix,
  z,
} from '../../core/index.ts'
import { fitSigmoid, type Sigmoid } from '../../evaluation/index.ts'
import { compactColumns } from '../compact-columns.ts'
import { defineClassifier } from '../define-classifier.ts'
import { type Design, designOf, plainDesign } from '../design.ts'
import { linearScores } from '../linear-kernels.ts'
import { isNarrow } from '../linear-objective.ts'
import { cellsPerRow, inRowBlocks } from '../row-blocks.ts'
import { contentFolds } from './content-folds.ts'
import type { MarginProblem } from './margin-problem.ts'
import { sharesOfSigmoids } from './shares-of-sigmoids.ts'
import { solveLinearDual } from './solve-linear-dual.ts'
import { type PrimalSolution, solveLinearPrimal } from './solve-linear-primal.ts'

const linearSvcOptions = z
  .strictObject({
    C: z.number().positive().default(1).describe('price of a row on the wrong side; smaller regularizes more'),
    loss: z
      .enum(['squaredHinge', 'hinge'])
      .default('squaredHinge')
      .describe('what a row costs that lies within the margin: the depth squared, or the depth'),
    classWeight: z
      .union([z.literal('balanced'), z.record(z.string(), z.number().min(0))])
      .nullable()
      .default(null)
      .describe(
        'what C is multiplied by for rows of each class, against the rest: "balanced", or a number by class name',
      ),
    dual: z
      .union([z.literal('auto'), z.boolean()], { error: 'must be true, false or "auto"' })
      .default('auto')
      .describe(
        'solve the dual problem (true) or the primal one (false, squared hinge only); "auto" takes the quicker',
      ),
    fitIntercept: z.boolean().default(true).describe('learn a constant beside the coefficients'),
    interceptScaling: z
      .number()
      .positive()
      .default(1)
      .describe('value of the column whose coefficient becomes the intercept; larger penalizes the intercept less'),
    probability: z
      .boolean()
      .default(true)
      .describe('learn probabilities from five further fits; without, they are a plain sigmoid of the decision value'),
    tol: z.number().positive().default(1e-4).describe('how far the projected gradient may spread at the end'),
    maxIter: z.int().min(1).default(10_000).describe('most rounds through the rows, or steps of the primal'),
    seed: z
      .union([z.number(), z.string()])
      .default(0)
      .describe('what orders the rows, and deals them into folds for the probabilities'),
  })
  .refine(({ loss, dual }) => loss === 'squaredHinge' || dual !== false, {
    path: ['dual'],
    error: 'must be true or "auto" where the loss is "hinge"',
  })

const foldCount = 5

/**
 * Linear support vector machine: the minimum of ½ ‖w‖² + C × Σ weight × loss, the intercept being penalized like a
 * coefficient. Made for texts (`tfidfVectorizer`), where it is as quick as it is good; scale other columns first
 * (`standardScaler`). Several classes are each told from all the rest.
 *
 * `coefficients`, `intercepts` and `decisionFunction(X)` (one value a row for two classes, positive for the second;
 * else one a class) approach those of scikit-learn's `LinearSVC` as `tol` shrinks, which means what it means there;
 * `converged` says whether it was reached within `maxIter` rounds or steps. The dual problem is solved by coordinate
 * descent, the primal by Newton steps; `dual: 'auto'` takes the primal where rows are many and columns few, in whatever
 * units, and the dual for `loss: 'hinge'`, for more columns than rows and for texts.
 *
 * Probabilities are Platt's sigmoids over out-of-fold decision values, scaled to a sum of 1; equal rows always share a
 * fold, and class weights count. With `probability: false` they are sigmoid(2 × decision value), up to five times cheaper.
 *
 * Not where the border is bent (`svc`). The dual takes thousands of rounds for columns in very different units: scale
 * them, or say `dual: false`, which throws `OptionError` for the hinge.
 *
 * C.-J. Hsieh et al., "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008; S. S. Keerthi, D. DeCoste,
 * "A Modified Finite Newton Method for Fast Solution of Large Scale Linear SVMs", JMLR 6, 2005.
 */
export const linearSvc = defineClassifier({
  name: 'linearSvc',
  options: linearSvcOptions,

  async learn({ X, codes, classCount, weights, sampleWeights }, options, context) {
    const { C, loss, fitIntercept, interceptScaling, probability, seed } = options
    const { design, expand } = await compactColumns(await designOf(X, context), context)
    const rows = weighedRows(weights)
    const folds = probability
      ? await contentFolds(X, codes, sampleWeights, foldCount, seed, context)
      : new Uint8Array(0)
    const bias = fitIntercept ? interceptScaling : 0
    const width = classCount === 2 ? 1 : classCount
    const merged = new Float64Array((design.columnCount + 1) * width)
    const sigmoids: Sigmoid[] = []
    const dual = loss === 'hinge' || (options.dual === 'auto' ? isDual(design) : options.dual)
    const solve = async (task: MarginProblem, draws: Random) => {
      if (dual)
        return { ...(await solveLinearDual({ ...task, loss }, { ...options, random: draws }, context)), scale: 0 }
      return await solveLinearPrimal(task, options, context)
    }
    const solveFold = (task: MarginProblem, draws: Random, start: PrimalSolution) =>
      dual ? solve(task, draws) : solveLinearPrimal(task, { ...options, start }, context)
    let converged = true
    for (let k = 0; k < width; k++) {
      const positive = width === 1 ? 1 : k
      const signs = new Int8Array(codes.length)
      const prices = new Float64Array(codes.length)
      for (let row = 0; row < codes.length; row++) {
        const isOwn = codes[row] === positive
        signs[row] = isOwn ? 1 : -1
        // As in LIBLINEAR, where there are more than two classes the rest counts without class weights.
        prices[row] = C * (width === 1 || isOwn ? weights[row]! : sampleWeights[row]!)
      }
      await breathe(context)
      const task = { design, rows, signs, prices, bias }
      const draws = random(seed).fork(k)
      const found = await solve(task, draws)
      converged &&= found.converged
      for (let j = 0; j <= design.columnCount; j++) merged[j * width + k] = found.weights[j]!
      if (!probability) {
        sigmoids.push({ slope: 2, intercept: 0 })
        continue
      }
      const values = new Float64Array(rows.length)
      const scores = new Float64Array(codes.length)
      for (let fold = 0; fold < foldCount; fold++) {
        const learning = { ...task, rows: rowsOutside(rows, folds, fold) }
        const part = await solveFold(learning, draws.fork(`fold ${fold}`), found)
        await inRowBlocks(design, cellsPerRow(design), context, (from, to) =>
          linearScores(design, part.weights, 1, scores, from, to),
        )
        for (let i = 0; i < rows.length; i++) if (folds[rows[i]!] === fold) values[i] = scores[rows[i]!]!
      }
      await breathe(context)
      const truth = new Uint8Array(rows.length)
      const counted = new Float64Array(rows.length)
      for (let i = 0; i < rows.length; i++) {
        truth[i] = signs[rows[i]!] === 1 ? 1 : 0
        counted[i] = weights[rows[i]!]!
      }
      sigmoids.push(await fitSigmoid(values, truth, counted, context))
    }
    return { weights: encodeFloats(expand(merged, width)), sigmoids, converged }
  },

  restore({ weights: encoded, sigmoids, converged }, classCount, columnCount) {
    const weights = decodeFloats(encoded)
    const width = classCount === 2 ? 1 : classCount
    const coefficients = new Float64Array(columnCount * width)
    for (let j = 0; j < columnCount; j++) {
      for (let k = 0; k < width; k++) coefficients[k * columnCount + j] = weights[j * width + k]!
    }

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
      converged,
      decisionFunction,
      predict: (X: Matrix | SparseMatrix) => sharesOfSigmoids(decisionFunction(X), sigmoids, X.rowCount, classCount),
    }
  },
})

/**
 * Which problem is solved sooner: the dual where there are fewer rows than columns, as scikit-learn chooses, and where
 * the columns of a sparse design are too many for a Hessian.
 */
function isDual(design: Design): boolean {
  return design.rowCount < design.columnCount || (!design.cells && !isNarrow(design, 1))
}

function weighedRows(weights: Float64Array): Int32Array {
  const rows = new Int32Array(weights.length)
  let count = 0
  for (let row = 0; row < weights.length; row++) if (weights[row]! > 0) rows[count++] = row
  return rows.slice(0, count)
}

function rowsOutside(rows: Int32Array, folds: Uint8Array, fold: number): Int32Array {
  const outside = new Int32Array(rows.length)
  let count = 0
  for (let i = 0; i < rows.length; i++) if (folds[rows[i]!] !== fold) outside[count++] = rows[i]!
  return outside.subarray(0, count)
}
