import { exp, type FittedClassifier, log, type Matrix, type SparseMatrix } from '../core/index.ts'
import { softmaxOfVotes } from '../models/index.ts'
import { leastProbability } from './boost-members.ts'

/**
 * The probabilities of boosted members. By SAMME each votes for its likeliest class with its say, and the votes go
 * through the softmax as those of `adaBoost`; by SAMME.R it is the geometric mean of theirs.
 */
export function voteOfMembers(
  members: readonly FittedClassifier[],
  says: readonly number[],
  algorithm: 'SAMME' | 'SAMME.R',
  X: Matrix | SparseMatrix,
  classCount: number,
): Float64Array {
  const votes = new Float64Array(X.rowCount * classCount)
  for (const [index, member] of members.entries()) {
    const said = member.predictProba(X)
    if (algorithm === 'SAMME') addVotes(said, says[index]!, classCount, votes)
    else addLogarithms(said, votes)
  }
  const total = says.reduce((sum, say) => sum + say, 0)
  for (let start = 0; start < votes.length; start += classCount) {
    if (algorithm === 'SAMME') softmaxOfVotes(votes, start, classCount, total)
    else geometricMean(votes, start, classCount, members.length)
  }
  return votes
}

function addVotes(said: Float64Array, say: number, classCount: number, votes: Float64Array): void {
  for (let start = 0; start < said.length; start += classCount) {
    let best = start
    for (let at = start + 1; at < start + classCount; at++) if (said[at]! > said[best]!) best = at
    votes[best]! += say
  }
}

function addLogarithms(said: Float64Array, sums: Float64Array): void {
  for (let at = 0; at < said.length; at++) sums[at] = sums[at]! + log(Math.max(said[at]!, leastProbability))
}

function geometricMean(sums: Float64Array, start: number, classCount: number, count: number): void {
  let most = -Infinity
  for (let at = start; at < start + classCount; at++) most = Math.max(most, sums[at]!)
  let total = 0
  for (let at = start; at < start + classCount; at++) {
    sums[at] = exp((sums[at]! - most) / Math.max(1, count))
    total += sums[at]!
  }
  for (let at = start; at < start + classCount; at++) sums[at] = sums[at]! / total
}
