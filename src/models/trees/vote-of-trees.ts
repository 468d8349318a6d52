import { exp, type Matrix, type SparseMatrix } from '../../core/index.ts'
import { type BoostedTrees, likeliest } from './boost-trees.ts'
import { addTree, inDenseBlocks } from './tree.ts'

/**
 * The probabilities of boosted trees: each votes for the likeliest class of a row's leaf with its say; the votes, as a
 * share of all says, go through the softmax. As scikit-learn's `AdaBoostClassifier`.
 */
export function voteOfTrees({ trees, says }: BoostedTrees, X: Matrix | SparseMatrix, classCount: number): Float64Array {
  const result = new Float64Array(X.rowCount * classCount)
  let total = 0
  for (const say of says) total += say
  inDenseBlocks(X, (block, first) => {
    const votes = result.subarray(first * classCount, (first + block.rowCount) * classCount)
    const said = new Float64Array(votes.length)
    for (const [index, tree] of trees.entries()) {
      said.fill(0)
      addTree(tree, block, classCount, 1, said)
      for (let start = 0; start < said.length; start += classCount) {
        votes[start + likeliest(said, start, classCount)]! += says[index]!
      }
    }
    for (let start = 0; start < votes.length; start += classCount) softmaxOfVotes(votes, start, classCount, total)
  })
  return result
}

/** For each class a vote counts `say`, for each other −say / (K − 1); all that over the sum of says and K − 1. */
export function softmaxOfVotes(votes: Float64Array, start: number, classCount: number, total: number): void {
  const others = classCount - 1
  let most = -Infinity
  for (let k = 0; k < classCount; k++) {
    const share = total > 0 ? votes[start + k]! / total : 0
    votes[start + k] = (share - (1 - share) / others) / others
    most = Math.max(most, votes[start + k]!)
  }
  let sum = 0
  for (let k = 0; k < classCount; k++) {
    votes[start + k] = exp(votes[start + k]! - most)
    sum += votes[start + k]!
  }
  for (let k = 0; k < classCount; k++) votes[start + k] = votes[start + k]! / sum
}
