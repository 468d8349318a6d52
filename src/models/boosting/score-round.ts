import { averagePrecision } from '../../evaluation/index.ts'
import type { Loss, LossTarget } from '../../losses/index.ts'
import { macroF1 } from './macro-f1.ts'

/** What tells whether a learner still gets better. */
export type RoundScoring = 'loss' | 'averagePrecision' | 'macroF1'

/**
 * How good scores are, higher being better: minus the mean loss, average precision (of more than two classes the mean
 * over the classes that have rows, each against the rest), or macro-F1.
 */
export function scoreRound(scoring: RoundScoring, loss: Loss, target: LossTarget, scores: Float64Array): number {
  const { codes, weights, classCount } = target
  if (scoring === 'loss') {
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    return -loss.evaluate(target, scores, undefined, undefined, 0, codes.length) / total
  }
  if (scoring === 'macroF1') return macroF1(target, scores, loss.scoresPerRow(classCount))
  if (loss.scoresPerRow(classCount) === 1) return averagePrecision(codes, scores, weights)
  const probabilities = loss.probabilities(scores, classCount)
  let sum = 0
  let seen = 0
  for (let k = 0; k < classCount; k++) {
    const truth = codes.map((code) => (code === k ? 1 : 0))
    if (!truth.includes(1)) continue
    const own = Float64Array.from(codes, (_, row) => probabilities[row * classCount + k]!)
    sum += averagePrecision(truth, own, weights)
    seen++
  }
  return seen === 0 ? 0 : sum / seen
}
