import { OptionError } from '../../core/index.ts'
import { type BinaryTruth, checkScores } from '../scores/check-scores.ts'
import { sortedOrder } from '../scores/sorted-order.ts'

/**
 * The share of positives among the `k` rows of highest score: what a team that can look at `k` alerts will find. Rows
 * whose scores tie at the edge count in proportion, so that the figure does not depend on the order of the rows.
 */
export function precisionAtK(truth: BinaryTruth, scores: Float64Array, k: number): number {
  return positivesAtK('precisionAtK', truth, scores, k) / k
}

/** The share of all positives that lie among the `k` rows of highest score, ties as in `precisionAtK`; NaN of none. */
export function recallAtK(truth: BinaryTruth, scores: Float64Array, k: number): number {
  let positives = 0
  for (let row = 0; row < truth.length; row++) positives += truth[row]!
  return positives === 0 ? Number.NaN : positivesAtK('recallAtK', truth, scores, k) / positives
}

function positivesAtK(who: string, truth: BinaryTruth, scores: Float64Array, k: number): number {
  checkScores(who, truth, scores)
  if (!(Number.isInteger(k) && k >= 1 && k <= scores.length)) {
    throw new OptionError(`${who}: \`k\` must be a whole number from 1 to the ${scores.length} rows; it is ${k}.`)
  }
  const order = sortedOrder(scores, true)
  const edge = scores[order[k - 1]!]!
  let above = 0
  let found = 0
  let tied = 0
  let tiedPositives = 0
  for (let at = 0; at < order.length; at++) {
    const row = order[at]!
    const score = scores[row]!
    if (score < edge) break
    if (score > edge) {
      above++
      found += truth[row]!
    } else {
      tied++
      tiedPositives += truth[row]!
    }
  }
  return found + (tiedPositives * (k - above)) / tied
}
