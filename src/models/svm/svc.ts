import { z } from '../../core/index.ts'
import type { Sigmoid } from '../../evaluation/index.ts'
import { defineClassifier } from '../define-classifier.ts'
import { contentFolds } from './content-folds.ts'
import { kernelFor, kernelOptions } from './kernel-options.ts'
import { outOfFoldSigmoid } from './out-of-fold-sigmoid.ts'
import { learnMachine, type Machine, type MachineSettings } from './pair-machines.ts'
import { packMachines, supportModel } from './support-model.ts'

const svcOptions = z.strictObject({
  C: z.number().positive().default(1).describe('price of a row on the wrong side; smaller regularizes more'),
  ...kernelOptions,
  classWeight: z
    .union([z.literal('balanced'), z.record(z.string(), z.number().min(0))])
    .nullable()
    .default(null)
    .describe('what C is multiplied by for rows of each class: "balanced", or a number by class name'),
  probability: z
    .boolean()
    .default(true)
    .describe('learn probabilities from five further fits; without, they are a plain sigmoid of the decision value'),
  tol: z.number().positive().default(1e-3).describe('how far the optimality conditions may be violated'),
  shrinking: z.boolean().default(true).describe('leave rows that rest at a bound out of sight meanwhile'),
  cacheSize: z.number().positive().default(200).describe('megabytes for values of the kernel'),
  maxIter: z.int().min(1).default(10_000_000).describe('most steps of the solver for each machine'),
  seed: z
    .union([z.number(), z.string()])
    .default(0)
    .describe('what deals the rows into the folds for the probabilities'),
})

const foldCount = 5
/** For each of many machines, progress in thousandths. */
const fine = 1000

/**
 * Support vector machine with a kernel: the border with the widest margin, where rows on the wrong side of it cost C
 * each, times their sample and class weight. Several classes are told apart in pairs. Scale the columns first
 * (`standardScaler`): the kernels know no units.
 *
 * Support vectors, dual coefficients, intercepts and decision values are those of scikit-learn's `SVC` (LIBSVM):
 * `supportRows` (rows of the training matrix, class by class), `dualCoef`, `intercept` and `decisionFunction(X)`, which
 * gives one value a row for two classes (positive for the second) and one a class for more. Only with
 * `gamma: 'scale'` and sample weights there is a difference: they count in the variance here.
 *
 * Probabilities are Platt's sigmoids over out-of-fold decision values, coupled where there are more than two classes;
 * equal rows always share a fold, and class weights count, so that `classWeight: 'balanced'` moves probabilities as it
 * moves the border. With `probability: false` they are sigmoid(2 × decision value): right in order, not in size, but
 * five times cheaper.
 *
 * Time grows with the square of the rows at least: not for more than some ten thousands of rows (`linearSvc`,
 * `logisticRegression` or trees are). Memory beyond the data stays within `cacheSize`.
 *
 * C.-C. Chang, C.-J. Lin, "LIBSVM: a library for support vector machines", ACM TIST 2, 2011.
 */
export const svc = defineClassifier({
  name: 'svc',
  options: svcOptions,

  async learn({ X, codes, classCount, weights, sampleWeights }, options, context) {
    const kernel = await kernelFor(options, X, sampleWeights, context)
    const bounds = weights.map((weight) => weight * options.C)
    const byClass = Array.from({ length: classCount }, (_, code) =>
      Int32Array.from(codes.keys()).filter((row) => codes[row] === code && weights[row]! > 0),
    )
    const folds = options.probability
      ? await contentFolds(X, codes, sampleWeights, foldCount, options.seed, context)
      : new Uint8Array(0)
    const perPair = options.probability ? 1 + foldCount : 1
    const total = ((classCount * (classCount - 1)) / 2) * perPair * fine
    const settingsOf = (place: number): MachineSettings => ({
      ...options,
      cacheBytes: options.cacheSize * 1048576,
      tell: (share) => ({ stage: 'svc', done: Math.floor((place + share) * fine), total }),
    })
    const machines: Machine[] = []
    const sigmoids: Sigmoid[] = []
    for (let a = 0; a < classCount; a++) {
      for (let b = a + 1; b < classCount; b++) {
        const task = { X, positive: byClass[a]!, negative: byClass[b]!, bounds, kernel }
        const first = machines.length * perPair
        machines.push(await learnMachine(task, settingsOf(first), context))
        sigmoids.push(
          options.probability
            ? await outOfFoldSigmoid(task, weights, folds, foldCount, (fold) => settingsOf(first + 1 + fold), context)
            : { slope: 2, intercept: 0 },
        )
      }
    }
    return packMachines(X, codes, classCount, kernel, machines, sigmoids)
  },

  restore: (saved, _classCount, columnCount) => supportModel(saved, columnCount),
})
