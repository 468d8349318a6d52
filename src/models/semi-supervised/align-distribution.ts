import { pow } from '../../core/index.ts'
import { normalizeRows } from './spread-labels.ts'

/**
 * Probabilities whose mean is pulled towards wanted class shares: each is multiplied by share ^ temperature ÷ the mean
 * probability of its class, and rows are made to sum to 1 again. With temperature 1 it is distribution alignment as in
 * ReMixMatch; lower ones, as in CReST+, pull towards equal shares.
 */
export function alignDistribution(
  probabilities: Float64Array,
  shares: Float64Array,
  temperature: number,
): Float64Array {
  const classCount = shares.length
  const means = new Float64Array(classCount)
  for (let at = 0; at < probabilities.length; at++) means[at % classCount]! += probabilities[at]!
  const rows = probabilities.length / classCount
  const factors = means.map((sum, k) => (sum > 0 && shares[k]! > 0 ? pow(shares[k]!, temperature) / (sum / rows) : 0))
  const aligned = probabilities.map((value, at) => value * factors[at % classCount]!)
  normalizeRows(aligned, classCount)
  return aligned
}
