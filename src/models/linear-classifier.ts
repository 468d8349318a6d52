import { decodeFloats, encodeFloats, random, z } from '../core/index.ts'
import { classWeightOption, type Loss, lossOf, lossOption } from '../losses/index.ts'
import { holdOut } from './boosting/hold-out.ts'
import { compactColumns } from './compact-columns.ts'
import { type ClassificationTask, defineClassifier } from './define-classifier.ts'
import { designOf } from './design.ts'
import { lbfgs } from './lbfgs.ts'
import { type LinearJury, linearJury } from './linear-jury.ts'
import { isNarrow, linearObjective } from './linear-objective.ts'
import { restoreLinear } from './restore-linear.ts'

const earlyStoppingOption = z
  .strictObject({
    scoring: z
      .enum(['loss', 'averagePrecision', 'macroF1'])
      .default('loss')
      .describe('what tells whether an iteration was better: the loss, average precision, or macro-F1'),
    validationFraction: z
      .number()
      .positive()
      .lt(1)
      .default(0.1)
      .describe('share of the rows of each class set aside for those scores'),
    nIterNoChange: z.int().min(1).default(5).describe('iterations without a better score before it stops'),
  })
  .nullable()
  .default(null)
  .describe('keep the iteration that is best on rows set aside; null: go on to the optimum')

const linearClassifierOptions = z.strictObject({
  loss: lossOption,
  C: z.number().positive().default(1).describe('inverse of the strength of the L2 penalty; smaller is stronger'),
  classWeight: classWeightOption,
  fitIntercept: z.boolean().default(true).describe('learn a constant beside the coefficients'),
  maxIter: z.int().min(1).default(1000).describe('most iterations of the solver'),
  tol: z.number().positive().default(1e-4).describe('stop when the gradient is, in length, at most that'),
  earlyStopping: earlyStoppingOption,
  seed: z.union([z.number(), z.string()]).default(0).describe('what draws the rows set aside'),
})

/** Kinks are followed along arcs that become narrower, each search beginning where the last has ended. */
const arcs = [0.3, 0.03, 0.003]

/**
 * Linear scores under any loss of `losses`, with L2 penalty: the minimum of C × Σ weight × loss + ½ Σ w², the
 * intercepts free of the penalty. Takes focal loss, margins by class size, adjusted logits and the rest to texts and
 * scaled tables (`standardScaler` first); with `loss: 'logLoss'` it is `logisticRegression`, which is quicker.
 *
 * The sizes of the classes that a loss may ask for are sums of weights, class weights counted. `earlyStopping` sets
 * rows aside and keeps the iteration that scores best on them: `iterations` is that one, `scores` those of all
 * iterations. Without it, `converged` says whether `tol` was reached within `maxIter`; under a loss that bends downwards
 * in places (focal, asymmetric) this may be a local minimum. `hingeLoss` is rounded within 0.003 of its kink and seldom
 * reaches `tol` on texts: stop it early, or use `linearSvc`, which is exact and many times quicker.
 *
 * Not for relations that are far from additive. Calibrate the probabilities of all losses but `logLoss`.
 */
export const linearClassifier = defineClassifier({
  name: 'linearClassifier',
  options: linearClassifierOptions,

  async learn(task, options, context) {
    const { C, fitIntercept, maxIter, tol, earlyStopping, seed } = options
    const { classCount, classes } = task
    const sizes = sizesOf(task)
    const loss = lossOf(options.loss).forClasses({ names: classes, sizes })
    const width = loss.scoresPerRow(classCount)
    const { design, expand } = await compactColumns(await designOf(task.X, context), context)
    const { target, jury } = earlyStopping
      ? aside(task, loss, earlyStopping, seed, (x) => expand(x, width))
      : { target: task, jury: undefined }
    const refresh = isNarrow(design, width) ? 8 : Infinity
    let x: Float64Array = new Float64Array((design.columnCount + 1) * width)
    let iterations = 0
    let converged = false
    const steps = loss.rounded ? arcs.map((arc) => loss.rounded!(arc)) : [loss]
    for (const [step, smooth] of steps.entries()) {
      const objective = linearObjective({ design, loss: smooth, target, C, fitIntercept })
      const share = Math.ceil((maxIter - iterations) / (steps.length - step))
      const limits = { maxIter: share, tolerance: tol, refresh }
      const found = await lbfgs(objective, x, jury ? { ...limits, isEnough: jury.hear } : limits, context)
      x = found.x
      iterations += found.iterations
      converged = found.converged
      if (jury?.isDecided()) break
    }
    const weights = jury ? jury.best(expand(x, width)) : expand(x, width)
    return {
      classes,
      sizes: encodeFloats(sizes),
      weights: encodeFloats(weights),
      iterations: jury ? jury.bestIteration() : iterations,
      converged: converged || (jury?.isDecided() ?? false),
      scores: encodeFloats(Float64Array.from(jury?.scores ?? [])),
    }
  },

  restore(state, classCount, columnCount, options) {
    const loss = lossOf(options.loss).forClasses({ names: state.classes, sizes: decodeFloats(state.sizes) })
    return {
      ...restoreLinear(state.weights, loss, classCount, columnCount),
      iterations: state.iterations,
      converged: state.converged,
      scores: decodeFloats(state.scores),
    }
  },
})

function sizesOf({ codes, weights, classCount }: ClassificationTask): Float64Array {
  const sizes = new Float64Array(classCount)
  for (let row = 0; row < codes.length; row++) sizes[codes[row]!] = sizes[codes[row]!]! + weights[row]!
  return sizes
}

/** Rows set aside count nothing in learning. */
function aside(
  task: ClassificationTask,
  loss: Loss,
  settings: NonNullable<z.output<typeof earlyStoppingOption>>,
  seed: number | string,
  expand: (x: Float64Array) => Float64Array,
): { target: ClassificationTask; jury: LinearJury } {
  const { codes, weights, classCount } = task
  const rows = Int32Array.from(codes.keys()).filter((row) => weights[row]! > 0)
  const { judge } = holdOut(rows, codes, classCount, settings.validationFraction, random(seed).fork('validation'))
  const learning = weights.slice()
  for (const row of judge) learning[row] = 0
  return { target: { ...task, weights: learning }, jury: linearJury(task, judge, loss, settings, expand) }
}
