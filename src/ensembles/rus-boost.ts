import { decodeFloats, encodeFloats, type Labels, type Matrix, random, type SparseMatrix, z } from '../core/index.ts'
import { boostTrees, decodeTrees, defineClassifier, encodeTrees, voteOfTrees } from '../models/index.ts'
import { drawBalanced, labelsOf } from './draw-balanced.ts'
import { drawOptions, nEstimatorsOption, seedOption } from './ensemble-options.ts'

const name = 'rusBoost'

/** The options of `rusBoost`. */
export const rusBoostOptions = drawOptions.extend({
  nEstimators: nEstimatorsOption(50),
  learningRate: z.number().positive().default(1).describe('how much each tree has to say; less needs more trees'),
  maxDepth: z.int().min(1).default(1).describe('most splits from the root to a leaf of each tree'),
  seed: seedOption,
})

/**
 * AdaBoost that grows each tree on balanced rows: before each round rows of the larger classes are taken away at
 * random, afterwards all rows are judged and weighed anew.
 *
 * Cheap, and rough. Not for labels that are partly wrong, which it chases, nor where columns tell something only
 * together, since its trees have one split unless `maxDepth` says more. Compare with `easyEnsemble` and
 * `balancedRandomForest`. Its probabilities crowd around one half: calibrate them.
 *
 * As imbalanced-learn's `RUSBoostClassifier`, from another stream of random numbers. C. Seiffert et al., "RUSBoost: A
 * Hybrid Approach to Alleviating Class Imbalance", IEEE Transactions on Systems, Man, and Cybernetics A 40, 2010.
 */
export const rusBoost = defineClassifier({
  name,
  options: rusBoostOptions,

  async learn(task, { seed, samplingStrategy, replacement, ...options }, context) {
    let y: Labels<never> | undefined
    const found = await boostTrees(
      task,
      {
        ...options,
        who: name,
        random: random(seed).fork(name),
        async drawTimes(rows, stream, within) {
          y ??= labelsOf(task, rows)
          const times = new Float64Array(rows.length)
          for (const place of await drawBalanced(y, { samplingStrategy, replacement }, stream, within)) times[place]!++
          return times
        },
      },
      context,
    )
    return { trees: encodeTrees(found.trees, task.classCount), says: encodeFloats(found.says) }
  },

  restore(state, classCount) {
    const boosted = { trees: decodeTrees(state.trees, classCount), says: decodeFloats(state.says) }
    return {
      ...boosted,
      predict: (X: Matrix | SparseMatrix) => voteOfTrees(boosted, X, classCount),
    }
  },
})
