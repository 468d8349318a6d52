import { DataError, OptionError } from '../../core/index.ts'
import { checkProbabilities } from '../calibration/check-probabilities.ts'
import { type Costs, checkCosts, costThreshold } from './costs.ts'

/**
 * Turns row-major probabilities into class codes. The rule is one threshold (two classes: the second from that
 * probability on), one threshold a class (the class whose probability is largest in proportion to its threshold), or
 * costs (the class of the least expected cost). Of equals the first class wins; at a single threshold the second.
 */
export function decide(proba: Float64Array, rule: number | ArrayLike<number> | Costs): Int32Array {
  if (typeof rule === 'number') return decideBinary('decide', proba, rule)
  if (typeof rule[0] === 'object') return costDecision(proba, rule as Costs)
  return decideByRatio(proba, rule as ArrayLike<number>)
}

/**
 * The class of the least expected cost, for calibrated probabilities; `costs[true class][decided class]`. With two
 * classes it is `decide` at `costThreshold(costs)`. Returns one class code a row.
 */
export function costDecision(proba: Float64Array, costs: Costs): Int32Array {
  const classCount = costs?.length ?? 0
  if (classCount === 2) return decideBinary('costDecision', proba, costThreshold(costs))
  checkCosts('costDecision', costs, Math.max(classCount, 2))
  checkProbabilities('costDecision', proba, classCount)
  const decided = new Int32Array(proba.length / classCount)
  for (let row = 0; row < decided.length; row++) {
    let least = Number.POSITIVE_INFINITY
    for (let code = 0; code < classCount; code++) {
      let cost = 0
      for (let truth = 0; truth < classCount; truth++) cost += proba[row * classCount + truth]! * costs[truth]![code]!
      if (cost < least) {
        least = cost
        decided[row] = code
      }
    }
  }
  return decided
}

function decideBinary(who: string, proba: Float64Array, threshold: number): Int32Array {
  if (Number.isNaN(threshold)) throw new OptionError('decide: the threshold must be a number; it is NaN.')
  checkProbabilities(who, proba, 2)
  const decided = new Int32Array(proba.length / 2)
  for (let row = 0; row < decided.length; row++) decided[row] = proba[2 * row + 1]! >= threshold ? 1 : 0
  return decided
}

function decideByRatio(proba: Float64Array, thresholds: ArrayLike<number>): Int32Array {
  const classCount = thresholds.length
  if (classCount < 2) throw new DataError('decide: give one threshold for each class, at least two.')
  for (let code = 0; code < classCount; code++) {
    if (!(thresholds[code]! > 0)) {
      throw new OptionError(
        `decide: the threshold of class code ${code} must be more than 0; it is ${thresholds[code]}.`,
      )
    }
  }
  checkProbabilities('decide', proba, classCount)
  const decided = new Int32Array(proba.length / classCount)
  for (let row = 0; row < decided.length; row++) {
    let largest = -1
    for (let code = 0; code < classCount; code++) {
      const ratio = proba[row * classCount + code]! / thresholds[code]!
      if (ratio > largest) {
        largest = ratio
        decided[row] = code
      }
    }
  }
  return decided
}
