import { decodeFloats, encodeFloats, type Matrix, random, type SparseMatrix, z } from '../../core/index.ts'
import { defineClassifier } from '../define-classifier.ts'
import { boostTrees } from './boost-trees.ts'
import { decodeTrees, encodeTrees } from './encode-trees.ts'
import { voteOfTrees } from './vote-of-trees.ts'

const name = 'adaBoost'

/** The options of `adaBoost`. */
export const adaBoostOptions = z.strictObject({
  nEstimators: z.int().min(1).default(50).describe('most trees that are grown'),
  learningRate: z.number().positive().default(1).describe('how much each tree has to say; less needs more trees'),
  maxDepth: z.int().min(1).default(1).describe('most splits from the root to a leaf of each tree'),
  seed: z.union([z.number(), z.string()]).default(0).describe('chooses between splits that are equally good'),
})

/**
 * Small trees, one after the other, each on weights that are higher where those before it were wrong (SAMME). Equal to
 * scikit-learn's `AdaBoostClassifier` where no two splits are equally good.
 *
 * Its probabilities crowd around one half: calibrate them, or use their order only. Not for labels with mistakes in
 * them, which it learns by heart; `randomForest` bears them.
 *
 * J. Zhu et al., "Multi-class AdaBoost", Statistics and Its Interface 2, 2009.
 */
export const adaBoost = defineClassifier({
  name,
  options: adaBoostOptions,

  async learn(task, { seed, ...options }, context) {
    const found = await boostTrees(task, { ...options, who: name, random: random(seed).fork(name) }, context)
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
