/**
 * The value below which a share of the weight lies, straight between two neighbors, a value of weight 3 standing for
 * three. With weights of 1 it equals `numpy.percentile`. Values of weight 0 do not count.
 */
export function weightedPercentile(values: Float64Array, weights: Float64Array, share: number): number {
  const order = Int32Array.from(values.keys())
    .filter((at) => weights[at]! > 0)
    .sort((a, b) => values[a]! - values[b]! || a - b)
  let total = 0
  for (const at of order) total += weights[at]!
  const target = Math.max(0, share * (total - 1))
  const whole = Math.floor(target)
  const low = valueAt(whole)
  return low + (target - whole) * (valueAt(whole + 1) - low)

  /** The value of the copy that begins at that place when all copies stand in a row. */
  function valueAt(copy: number): number {
    let before = 0
    for (const at of order) {
      before += weights[at]!
      if (copy < before) return values[at]!
    }
    return values[order[order.length - 1]!]!
  }
}
