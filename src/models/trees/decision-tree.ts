import type { Matrix, SparseMatrix } from '../../core/index.ts'
import { defineClassifier } from '../define-classifier.ts'
import { decodeTrees, encodeTrees } from './encode-trees.ts'
import { growForest } from './grow-forest.ts'
import { addTree, inDenseBlocks, treeDepth } from './tree.ts'
import { classWeightOption, treeOptions } from './tree-options.ts'

const name = 'decisionTree'

/** The options of `decisionTree`. */
export const decisionTreeOptions = treeOptions.extend({ classWeight: classWeightOption })

/**
 * A tree of yes-or-no questions about single columns, each chosen so that the classes part best (CART). Columns need
 * no scaling. Alone it follows its training data too closely: set `maxDepth` or `minSamplesLeaf`, or use
 * `randomForest`. Its probabilities are the (weighted) shares of the classes in a leaf.
 *
 * Where no two splits are equally good it is the tree of scikit-learn's `DecisionTreeClassifier`, node for node;
 * between equal ones both let chance decide, here by `seed`. Values are compared as float64, not rounded to float32.
 *
 * L. Breiman et al., "Classification and Regression Trees", 1984.
 */
export const decisionTree = defineClassifier({
  name,
  options: decisionTreeOptions,

  async learn(task, options, context) {
    const plan = {
      who: name,
      options: { ...options, nEstimators: 1 },
      balanced: false,
      drawTimes: ({ length }: Int32Array) => new Float64Array(length).fill(1),
    }
    const { trees } = await growForest(task, plan, context)
    return encodeTrees(trees, task.classCount)
  },

  restore(encoded, classCount) {
    const tree = decodeTrees(encoded, classCount)[0]!
    return {
      /** The tree itself: columns, thresholds and children of its nodes in preorder. */
      tree,
      depth: treeDepth(tree),
      leafCount: (tree.features.length + 1) / 2,
      predict(X: Matrix | SparseMatrix): Float64Array {
        const result = new Float64Array(X.rowCount * classCount)
        inDenseBlocks(X, (block, first) => addTree(tree, block, classCount, 1, result.subarray(first * classCount)))
        return result
      },
    }
  },
})
