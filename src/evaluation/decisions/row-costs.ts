import { DataError } from '../../core/index.ts'
import { sortedOrder } from '../scores/sorted-order.ts'
import { checkScores } from './operating-points.ts'

/** What a mistake costs on each row, in any unit: flagging it in vain, or letting it pass. Each at least 0. */
export interface RowCosts {
  readonly falseAlarm: Float64Array
  readonly miss: Float64Array
}

/**
 * Decides each row by its own costs: flagged (1) where the expected cost of letting it pass, p × miss, is at least that
 * of flagging it, (1 − p) × falseAlarm. `proba` holds calibrated probabilities of the positive class, one a row; a large
 * amount is so checked at a smaller probability than a small one.
 *
 * A. Correa Bahnsen, D. Aouada, B. Ottersten, "Example-dependent cost-sensitive logistic regression", ICMLA 2014.
 */
export function decideByRowCosts(proba: Float64Array, costs: RowCosts): Int32Array {
  checkRowCosts('decideByRowCosts', proba.length, costs)
  const decided = new Int32Array(proba.length)
  for (const [row, p] of proba.entries()) {
    if (!(p >= 0 && p <= 1)) {
      throw new DataError(
        `decideByRowCosts: the probability of row ${row} is ${p}. Probabilities lie between 0 and 1; calibrate scores first.`,
      )
    }
    decided[row] = p * costs.miss[row]! >= (1 - p) * costs.falseAlarm[row]! ? 1 : 0
  }
  return decided
}

/**
 * The one threshold that costs least on these rows, in O(n log n), and that cost: for scores that are no probabilities,
 * or where one threshold for all rows is wanted. Above 1 (or the largest number) where flagging nothing is cheapest.
 */
export function chooseThresholdByRowCosts(
  truth: ArrayLike<number>,
  scores: Float64Array,
  costs: RowCosts,
): { readonly threshold: number; readonly total: number; readonly perRow: number } {
  const who = 'chooseThresholdByRowCosts'
  checkScores(who, truth, scores, undefined)
  checkRowCosts(who, scores.length, costs)
  let total = 0
  for (let row = 0; row < scores.length; row++) if (truth[row]) total += costs.miss[row]!
  const order = sortedOrder(scores, true)
  let threshold = scores[order[0]!]! <= 1 ? 1 + 2 ** -52 : Number.MAX_VALUE
  let least = total
  for (let at = 0; at < order.length; at++) {
    const row = order[at]!
    total += truth[row] ? -costs.miss[row]! : costs.falseAlarm[row]!
    const score = scores[row]!
    const after = at + 1 < order.length ? scores[order[at + 1]!]! : Number.NEGATIVE_INFINITY
    if (after === score || total >= least) continue
    least = total
    threshold = after === Number.NEGATIVE_INFINITY ? score : midway(after, score)
  }
  return { threshold, total: least, perRow: least / scores.length }
}

function midway(low: number, high: number): number {
  const middle = low + (high - low) / 2
  return middle > low ? middle : high
}

function checkRowCosts(who: string, rowCount: number, costs: RowCosts): void {
  for (const name of ['falseAlarm', 'miss'] as const) {
    const values = costs[name]
    if (values.length !== rowCount) {
      throw new DataError(
        `${who}: there are ${values.length} costs in \`${name}\` for ${rowCount} rows; give one a row.`,
      )
    }
    const odd = values.findIndex((value) => !(value >= 0 && value < Number.POSITIVE_INFINITY))
    if (odd >= 0) {
      throw new DataError(`${who}: \`${name}\` of row ${odd} is ${values[odd]}; costs must be numbers of at least 0.`)
    }
  }
}
