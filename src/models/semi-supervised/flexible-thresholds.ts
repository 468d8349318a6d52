import type { MostLikely } from './most-likely.ts'

/**
 * A threshold a class by its learning status, as FlexMatch: how many rows are surely of that class (likeliest and
 * above `threshold`), relative to the class that has most of them or, while these are more, to the rows that no class
 * is sure of (the warm-up). The status x becomes the threshold `threshold` · x / (2 − x): classes that are hard to
 * learn are let in sooner.
 *
 * B. Zhang et al., "FlexMatch: Boosting Semi-Supervised Learning with Curriculum Pseudo Labeling", NeurIPS 2021.
 */
export function flexibleThresholds(
  { codes, confidence }: MostLikely,
  classCount: number,
  threshold: number,
): Float64Array {
  const sure = new Float64Array(classCount)
  let unsure = codes.length
  for (let row = 0; row < codes.length; row++) {
    if (!(confidence[row]! > threshold)) continue
    sure[codes[row]!]!++
    unsure--
  }
  const most = sure.reduce((a, b) => Math.max(a, b), Math.max(unsure, 1))
  return sure.map((count) => {
    const status = count / most
    return (threshold * status) / (2 - status)
  })
}
