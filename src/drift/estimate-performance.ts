import { DataError } from '../core/index.ts'
import { sortedOrder } from '../evaluation/index.ts'

/** What the figures of a threshold will be, as far as the probabilities tell the truth. */
export interface EstimatedPerformance {
  readonly precision: number
  readonly recall: number
  readonly f1: number
  readonly rocAuc: number
  readonly averagePrecision: number
  /** Expected share of positives. */
  readonly positives: number
  readonly flagged: number
}

/**
 * Estimates how a threshold does on rows without labels, from calibrated probabilities alone: a row of probability p is
 * p of a positive and 1 − p of a negative row. Right as long as the model stays calibrated, so also when the mix of easy
 * and hard rows changes, but not when the meaning of a row changes (then only labels help). This is the confidence-based
 * estimation that NannyML calls CBPE. `proba` holds one probability of the positive class a row.
 */
export function estimatePerformance(proba: Float64Array, threshold: number): EstimatedPerformance {
  if (proba.length === 0) throw new DataError('estimatePerformance: there are no rows. Give the probabilities of some.')
  const odd = proba.findIndex((p) => !(p >= 0 && p <= 1))
  if (odd >= 0) {
    throw new DataError(
      `estimatePerformance: the probability of row ${odd} is ${proba[odd]}. Probabilities lie between 0 and 1; calibrate scores first.`,
    )
  }
  const order = sortedOrder(proba, true)
  const sum = proba.reduce((total, p) => total + p, 0)
  const others = proba.length - sum
  let [hits, alarms, area, precisionArea, found, flagged] = [0, 0, 0, 0, 0, 0]
  for (let at = 0; at < order.length; ) {
    const p = proba[order[at]!]!
    let tied = at
    while (tied < order.length && proba[order[tied]!] === p) tied++
    const [more, less] = [p * (tied - at), (1 - p) * (tied - at)]
    area += less * (hits + more / 2)
    hits += more
    alarms += less
    precisionArea += more * (hits / (hits + alarms))
    if (p >= threshold) [found, flagged] = [hits, tied]
    at = tied
  }
  return {
    precision: flagged === 0 ? Number.NaN : found / flagged,
    recall: sum === 0 ? Number.NaN : found / sum,
    f1: (2 * found) / (flagged + sum),
    rocAuc: sum === 0 || others === 0 ? Number.NaN : area / (sum * others),
    averagePrecision: sum === 0 ? Number.NaN : precisionArea / sum,
    positives: sum / proba.length,
    flagged,
  }
}
