import type { BinaryTruth } from './check-scores.ts'
import { sortNumbers } from './sort-numbers.ts'

/** The scores of the positive and of the other rows, each ascending: merged they are the ranking, without an index. */
export interface ScoresByClass {
  readonly hits: Float64Array
  readonly others: Float64Array
}

/** Parts and sorts checked scores. −0 becomes 0. */
export function scoresByClass(truth: BinaryTruth, scores: Float64Array): ScoresByClass {
  const count = scores.length
  let positives = 0
  for (let row = 0; row < count; row++) positives += truth[row]!
  const hits = new Float64Array(positives)
  const others = new Float64Array(count - positives)
  for (let row = 0, hit = 0, other = 0; row < count; row++) {
    if (truth[row] === 1) hits[hit++] = scores[row]! + 0
    else others[other++] = scores[row]! + 0
  }
  sortNumbers(hits)
  sortNumbers(others)
  return { hits, others }
}
