/** Values of one column in ascending order, with the weight of each where weights differ. */
export interface SortedColumn {
  readonly values: Float64Array
  readonly weights: Float64Array | undefined
}

/**
 * The borders of the bins of a column of numbers: a value x stands in the first bin whose border is at least x, or in
 * the last. Midpoints of the distinct values where there are at most `maxBins` of them, else the percentiles that cut
 * the weight into `maxBins` equal parts. Equal to what scikit-learn's boosting does.
 */
export function binThresholds(column: SortedColumn, maxBins: number): Float64Array {
  const { values } = column
  const distinct = new Float64Array(maxBins + 1)
  let count = 0
  for (let at = 0; at < values.length && count <= maxBins; at++) {
    if (at === 0 || values[at] !== values[at - 1]) distinct[count++] = values[at]!
  }
  if (count <= 1) return new Float64Array(0)
  if (count <= maxBins) {
    return Float64Array.from({ length: count - 1 }, (_, i) => (distinct[i]! + distinct[i + 1]!) / 2)
  }
  const borders = column.weights ? weightedPercentiles(values, column.weights, maxBins) : percentiles(values, maxBins)
  return borders.filter((border, i) => i === 0 || border !== borders[i - 1])
}

/** NumPy's `averaged_inverted_cdf`: where a percentile falls between two values, their mean. */
function percentiles(sorted: Float64Array, parts: number): Float64Array {
  const step = 100 / parts
  return Float64Array.from({ length: parts - 1 }, (_, i) => {
    const place = sorted.length * (((i + 1) * step) / 100) - 1
    const low = Math.floor(place)
    const next = sorted[Math.min(low + 1, sorted.length - 1)]!
    return place === low ? next - (next - sorted[low]!) * 0.5 : next
  })
}

/** The same where each value counts as much as its weight; scikit-learn's `_weighted_percentile`. */
function weightedPercentiles(sorted: Float64Array, weights: Float64Array, parts: number): Float64Array {
  const sums = new Float64Array(weights.length)
  let sum = 0
  for (let at = 0; at < weights.length; at++) {
    sum += weights[at]!
    sums[at] = sum
  }
  const step = 100 / parts
  const last = sorted.length - 1
  let at = 0
  return Float64Array.from({ length: parts - 1 }, (_, i) => {
    const rank = (((i + 1) * step) / 100) * sum
    while (at < last && sums[at]! < rank) at++
    const isAbove = sums[at]! - rank > Number.EPSILON
    return isAbove ? sorted[at]! : (sorted[at]! + sorted[Math.min(at + 1, last)]!) / 2
  })
}
