import { type LeafSums, leastCurvature, type Split, type SplitRules } from './split.ts'

/** Where the histogram of one column stands in the arrays of a slot. */
export interface ColumnHistogram {
  readonly sums: Float64Array
  readonly counts: Int32Array
  readonly column: number
  readonly firstBin: number
  /** Bins of cells that are not missing; the one of missing cells comes after them. */
  readonly binCount: number
  readonly hasMissing: boolean
}

/** Puts the best split of a column of numbers into `best` where it gains more. Missing cells go to the better side. */
export function findNumberSplit(histogram: ColumnHistogram, leaf: LeafSums, rules: SplitRules, best: Split): void {
  scanUp(histogram, leaf, rules, best)
  if (histogram.hasMissing) scanDown(histogram, leaf, rules, best)
}

/** From the lowest bin: missing cells go right. With missing cells a split may also set just them apart. */
function scanUp(histogram: ColumnHistogram, leaf: LeafSums, rules: SplitRules, best: Split): void {
  const { sums, counts, firstBin } = histogram
  const { size, gradient, curvature } = leaf
  const { minSamplesLeaf } = rules
  const l2 = rules.l2Regularization + 1e-15
  const whole = gradient * leaf.value
  const end = firstBin + histogram.binCount - (histogram.hasMissing ? 0 : 1)
  let leftSize = 0
  let leftGradient = 0
  let leftCurvature = 0
  for (let at = firstBin; at < end; at++) {
    leftSize += counts[at]!
    leftGradient += sums[at * 2]!
    leftCurvature += sums[at * 2 + 1]!
    if (leftSize < minSamplesLeaf) continue
    if (size - leftSize < minSamplesLeaf) break
    const rightCurvature = curvature - leftCurvature
    if (leftCurvature < leastCurvature) continue
    if (rightCurvature < leastCurvature) break
    const rightGradient = gradient - leftGradient
    const gain =
      whole +
      leftGradient * (leftGradient / (leftCurvature + l2)) +
      rightGradient * (rightGradient / (rightCurvature + l2))
    if (gain > best.gain && gain > 0) {
      best.gain = gain
      best.column = histogram.column
      best.bin = at - firstBin
      best.leftBins = undefined
      best.missingLeft = false
      best.leftSize = leftSize
      best.leftGradient = leftGradient
      best.leftCurvature = leftCurvature
    }
  }
}

/** From the highest bin: missing cells go left. */
function scanDown(histogram: ColumnHistogram, leaf: LeafSums, rules: SplitRules, best: Split): void {
  const { sums, counts, firstBin } = histogram
  const { size, gradient, curvature } = leaf
  const { minSamplesLeaf } = rules
  const l2 = rules.l2Regularization + 1e-15
  const whole = gradient * leaf.value
  let rightSize = 0
  let rightGradient = 0
  let rightCurvature = 0
  for (let at = firstBin + histogram.binCount - 2; at >= firstBin; at--) {
    rightSize += counts[at + 1]!
    rightGradient += sums[at * 2 + 2]!
    rightCurvature += sums[at * 2 + 3]!
    if (rightSize < minSamplesLeaf) continue
    if (size - rightSize < minSamplesLeaf) break
    const leftCurvature = curvature - rightCurvature
    if (rightCurvature < leastCurvature) continue
    if (leftCurvature < leastCurvature) break
    const leftGradient = gradient - rightGradient
    const gain =
      whole +
      leftGradient * (leftGradient / (leftCurvature + l2)) +
      rightGradient * (rightGradient / (rightCurvature + l2))
    if (gain > best.gain && gain > 0) {
      best.gain = gain
      best.column = histogram.column
      best.bin = at - firstBin
      best.leftBins = undefined
      best.missingLeft = true
      best.leftSize = size - rightSize
      best.leftGradient = leftGradient
      best.leftCurvature = leftCurvature
    }
  }
}
