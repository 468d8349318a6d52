import { log } from '../../core/index.ts'
import type { BinaryTruth } from '../scores/check-scores.ts'
import { binEdges, binOf } from '../scores/probability-bins.ts'
import { sortedOrder } from '../scores/sorted-order.ts'

/** Rows from the highest score down, with what each adds to the figures, so that a resample costs one pass. */
export interface RankedRows {
  readonly positive: Uint8Array
  /** −log of the probability of what happened. */
  readonly surprise: Float64Array
  /** Probability less truth. */
  readonly away: Float64Array
  /** What `away` is multiplied by to give its square: itself, for a single row. */
  readonly spread: Float64Array
  /** The bin of the calibration error. */
  readonly bin: Uint8Array
  readonly bins: number
  /** So many rows are decided to be positive. */
  readonly cut: number
  /** Where the stretches end that can be counted together, and whether they hold a positive row. */
  readonly ends: Int32Array
  readonly hasPositive: Uint8Array
}

/** Ranks rows; a row is decided to be positive where its probability is at least the threshold. Inputs must be checked. */
export function rankRows(
  truth: BinaryTruth,
  proba: Float64Array,
  threshold: number,
): RankedRows & { readonly order: Int32Array; readonly score: Float64Array } {
  const order = sortedOrder(proba, true)
  const count = order.length
  const positive = new Uint8Array(count)
  const score = new Float64Array(count)
  const surprise = new Float64Array(count)
  const away = new Float64Array(count)
  const edges = binEdges('bootstrapScores', proba, {})
  const bin = new Uint8Array(count)
  for (let at = 0; at < count; at++) {
    const own = proba[order[at]!]!
    positive[at] = truth[order[at]!]!
    score[at] = own
    const p = positive[at] === 1 ? own : 1 - own
    surprise[at] = -log(Math.min(1 - 2 ** -52, Math.max(2 ** -52, p)))
    away[at] = own - positive[at]!
    bin[at] = binOf(edges, own)
  }
  const cut = score.findLastIndex((value) => value >= threshold) + 1
  const stretches = findStretches(score, positive, bin, cut)
  return { order, score, positive, surprise, away, spread: away, bin, bins: edges.length - 1, cut, ...stretches }
}

/**
 * Rows that can be counted together: all of one score, or a run of scores without a positive row, within one bin and on
 * one side of the cut.
 */
function findStretches(score: Float64Array, positive: Uint8Array, bin: Uint8Array, cut: number) {
  const ends: number[] = []
  const positives: number[] = []
  let hasPositive = 0
  let start = 0
  for (let at = 0; at < score.length; ) {
    let next = at
    let here = 0
    for (; next < score.length && score[next] === score[at]; next++) here |= positive[next]!
    const joins = at > start && hasPositive === 0 && here === 0 && bin[at] === bin[start] && at !== cut
    if (!joins && at > start) {
      ends.push(at)
      positives.push(hasPositive)
      start = at
    }
    hasPositive = here
    at = next
  }
  ends.push(score.length)
  positives.push(hasPositive)
  return { ends: Int32Array.from(ends), hasPositive: Uint8Array.from(positives) }
}
