import {
  decodeFloats,
  encodeFloats,
  type Labels,
  type Matrix,
  OptionError,
  random,
  type SparseMatrix,
  z,
} from '../core/index.ts'
import { boostTrees, decodeTrees, type EncodedTrees, encodeTrees, voteOfTrees } from '../models/index.ts'
import { type BoostedMembers, boostMembers } from './boost-members.ts'
import { defineEnsemble } from './define-ensemble.ts'
import { drawBalanced, labelsOf } from './draw-balanced.ts'
import { drawOptions, nEstimatorsOption, seedOption } from './ensemble-options.ts'
import { cellsOf, checkEstimator, estimatorSchema } from './estimator-option.ts'
import { wakeMembers } from './members.ts'
import { voteOfMembers } from './vote-of-members.ts'

const name = 'rusBoost'

const algorithms = ['SAMME', 'SAMME.R'] as const

/** The options of `rusBoost`. */
export const rusBoostOptions = drawOptions.extend({
  estimator: estimatorSchema
    .nullable()
    .default(null)
    .describe('the classifier that each member is, by name, and its options; null: a tree of `maxDepth`'),
  nEstimators: nEstimatorsOption(50),
  learningRate: z.number().positive().default(1).describe('how much each member has to say; less needs more members'),
  algorithm: z
    .enum(algorithms)
    .default('SAMME')
    .describe(
      '"SAMME": members vote for a class, those that err less with more say; "SAMME.R": by their probabilities',
    ),
  maxDepth: z
    .int()
    .min(1)
    .default(1)
    .describe('most splits from the root to a leaf of each tree, where there is no `estimator`'),
  seed: seedOption,
})

/**
 * AdaBoost that fits each member on balanced rows: before each round rows of the larger classes are taken away at
 * random, afterwards all rows are judged and weighed anew. The members are trees of one split unless `maxDepth` or
 * `estimator` says more.
 *
 * Cheap, and rough. Not for labels that are partly wrong, which it chases, nor where columns tell something only
 * together, which trees of one split do not see. Compare with `easyEnsemble` and `balancedRandomForest`. Its
 * probabilities crowd around one half: calibrate them.
 *
 * `estimator` is any classifier; the weights of the rows that it learns from average 1. By `SAMME` a member that is no
 * better than chance is thrown away and ends the work; by `SAMME.R` none is, and the probabilities are the geometric mean
 * of the members', which need some that are graded: of trees that part their rows wholly they are 0 and 1. In code
 * `estimator` may also be a classifier that is made already, and `samplingStrategy` a function of the rows per class.
 *
 * As imbalanced-learn's `RUSBoostClassifier`, from another stream of random numbers; its `SAMME.R` no longer weighs
 * probabilities when it predicts, since scikit-learn 1.6, and this one does. C. Seiffert et al., "RUSBoost: A Hybrid
 * Approach to Alleviating Class Imbalance", IEEE Transactions on Systems, Man, and Cybernetics A 40, 2010; J. Zhu et al.,
 * "Multi-class AdaBoost", Statistics and Its Interface 2, 2009.
 */
export const rusBoost = defineEnsemble({
  name,
  options: rusBoostOptions,

  check({ estimator, maxDepth }) {
    if (estimator === null) return
    checkEstimator(name, estimator)
    if (maxDepth !== 1) {
      throw new OptionError(
        `${name}: \`maxDepth\` is for the trees that are grown without an \`estimator\`. Say it in \`estimator.options\`.`,
      )
    }
  },
  accepts: ({ estimator }) => (estimator ? cellsOf(estimator) : { missing: false, categories: false }),

  async learn(task, { estimator, algorithm, maxDepth, ...options }, _before, context): Promise<BoostState> {
    if (estimator || algorithm === 'SAMME.R') {
      const member = estimator ?? { name: 'decisionTree', options: { maxDepth } }
      return {
        ...(await boostMembers(task, { ...options, who: name, estimator: member, algorithm }, context)),
        algorithm,
      }
    }
    let y: Labels<never> | undefined
    const { nEstimators, learningRate, seed } = options
    const found = await boostTrees(
      task,
      {
        nEstimators,
        learningRate,
        maxDepth,
        who: name,
        random: random(seed).fork(name),
        async drawTimes(rows, stream, within) {
          y ??= labelsOf(task, rows)
          const times = new Float64Array(rows.length)
          for (const place of await drawBalanced(y, options, stream, within)) times[place]!++
          return times
        },
      },
      context,
    )
    return { trees: encodeTrees(found.trees, task.classCount), says: encodeFloats(found.says) }
  },

  restore(state: BoostState, classCount, known) {
    if ('members' in state) {
      const { says, algorithm } = state
      const members = wakeMembers(state.members, known)
      return {
        /** The members that were grown as trees; undefined with an `estimator` or `SAMME.R`. */
        trees: undefined,
        /** The fitted members; undefined where they were grown as trees. */
        members,
        /** How much each has to say. */
        says: Float64Array.from(says),
        predict: (X: Matrix | SparseMatrix) => voteOfMembers(members, says, algorithm, X, classCount),
      }
    }
    const boosted = { trees: decodeTrees(state.trees, classCount), says: decodeFloats(state.says) }
    return {
      ...boosted,
      members: undefined,
      predict: (X: Matrix | SparseMatrix) => voteOfTrees(boosted, X, classCount),
    }
  },
})

type BoostState =
  | { readonly trees: EncodedTrees; readonly says: string }
  | (BoostedMembers & { readonly algorithm: (typeof algorithms)[number] })
