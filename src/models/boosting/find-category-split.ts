import type { ColumnHistogram } from './find-number-split.ts'
import { type LeafSums, leastCurvature, type Split, type SplitRules } from './split.ts'

/** Levels with fewer rows, measured in curvature, always go right; and their order is drawn to the middle by as much. */
const leastSupport = 10

/**
 * Puts the best split of a column of categories into `best` where it gains more. Levels, and missing cells as one of
 * them, are ordered by gradient / (curvature + 10) and then cut as numbers are, from both ends to the middle.
 *
 * As in LightGBM and scikit-learn. W. D. Fisher, "On Grouping for Maximum Homogeneity", JASA 53, 1958.
 */
export function findCategorySplit(histogram: ColumnHistogram, leaf: LeafSums, rules: SplitRules, best: Split): void {
  const { sums, counts, firstBin } = histogram
  const { size, gradient, curvature } = leaf
  const l2 = rules.l2Regularization + 1e-15
  const support = size / curvature
  const bins: number[] = []
  const keys = new Float64Array(histogram.binCount + 1)
  for (let bin = 0; bin < histogram.binCount + (histogram.hasMissing ? 1 : 0); bin++) {
    const at = firstBin + bin
    if (!(sums[at * 2 + 1]! * support >= leastSupport)) continue
    keys[bin] = sums[at * 2]! / (sums[at * 2 + 1]! + leastSupport)
    bins.push(bin)
  }
  if (bins.length <= 1) return
  bins.sort((a, b) => keys[a]! - keys[b]! || a - b)
  const whole = gradient * leaf.value
  let found = 0
  let fromEnd = false
  for (const isDown of [false, true]) {
    const middle = ((bins.length + 1) >> 1) - (isDown ? 1 : 0)
    let leftSize = 0
    let leftGradient = 0
    let leftCurvature = 0
    for (let i = 0; i < middle; i++) {
      const at = firstBin + bins[isDown ? bins.length - 1 - i : i]!
      leftSize += counts[at]!
      leftGradient += sums[at * 2]!
      leftCurvature += sums[at * 2 + 1]!
      if (leftSize < rules.minSamplesLeaf || leftCurvature < leastCurvature) continue
      const rightCurvature = curvature - leftCurvature
      if (size - leftSize < rules.minSamplesLeaf || rightCurvature < leastCurvature) break
      const rightGradient = gradient - leftGradient
      const gain =
        whole +
        leftGradient * (leftGradient / (leftCurvature + l2)) +
        rightGradient * (rightGradient / (rightCurvature + l2))
      if (!(gain > best.gain && gain > 0)) continue
      best.gain = gain
      best.column = histogram.column
      best.bin = -1
      best.leftSize = leftSize
      best.leftGradient = leftGradient
      best.leftCurvature = leftCurvature
      found = i + 1
      fromEnd = isDown
    }
  }
  if (found === 0) return
  best.leftBins = new Uint8Array(histogram.binCount + 1)
  for (let i = 0; i < found; i++) best.leftBins[bins[fromEnd ? bins.length - 1 - i : i]!] = 1
  best.missingLeft = best.leftBins[histogram.binCount] === 1
}
