import type { MultiLabels } from '../../core/index.ts'

/** What each row's ranking of the labels says, for those who take a mean over rows. */
export interface RowRanking {
  /** How many labels the row has. */
  readonly relevant: number
  /** Labels that score at least as high as the lowest of the row's own; 0 where it has none. */
  readonly depth: number
  /** Σ over the row's labels of (own labels at or above it) / (labels at or above it). */
  readonly precisions: number
  /** Pairs of a label that the row has and one that it has not, of which the latter scores at least as high. */
  readonly inversions: number
}

/**
 * The mean over rows of a figure of their rankings, higher scores first. Ties count against the model, as in
 * scikit-learn. Inputs must be checked; O(labels × log labels) a row.
 */
export function meanOverRankings(
  truth: MultiLabels,
  scores: Float64Array,
  sampleWeight: Float64Array | undefined,
  figure: (ranking: RowRanking) => number,
): number {
  const width = truth.labels.length
  const all = new Float64Array(width)
  const own = new Float64Array(width)
  let sum = 0
  let weights = 0
  for (let row = 0; row < truth.rowCount; row++) {
    const weight = sampleWeight ? sampleWeight[row]! : 1
    let relevant = 0
    for (let label = 0; label < width; label++) {
      const at = row * width + label
      all[label] = scores[at]!
      if (truth.data[at] === 1) own[relevant++] = scores[at]!
    }
    sum += weight * figure(rankRow(all.sort(), own.subarray(0, relevant).sort()))
    weights += weight
  }
  return sum / weights
}

/** From the scores of all labels and of the row's own, both ascending. */
function rankRow(all: Float64Array, own: Float64Array): RowRanking {
  const relevant = own.length
  let precisions = 0
  let inversions = 0
  let lower = 0
  let ownLower = 0
  let depth = 0
  for (let at = 0; at < relevant; at++) {
    const score = own[at]!
    while (own[ownLower]! < score) ownLower++
    while (all[lower]! < score) lower++
    const above = all.length - lower
    const ownAbove = relevant - ownLower
    if (at === 0) depth = above
    precisions += ownAbove / above
    inversions += above - ownAbove
  }
  return { relevant, depth, precisions, inversions }
}
