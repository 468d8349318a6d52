/**
 * Which points of a curve to draw: at most `most` of them (at least 2), the first and the last among them, chosen so
 * that the shape stays: from each stretch the point that makes the largest triangle with its neighbors. Returns
 * indices, ascending. For drawing only; compute figures from the whole curve.
 *
 * S. Steinarsson, "Downsampling Time Series for Visual Representation", 2013 (largest triangle, three buckets).
 */
export function thinCurve(x: Float64Array, y: Float64Array, most = 500): Int32Array {
  const count = x.length
  if (count <= most || count <= 2) return Int32Array.from(x.keys())
  if (most <= 2) return Int32Array.of(0, count - 1)
  const kept = new Int32Array(most)
  const width = (count - 2) / (most - 2)
  for (let bucket = 0; bucket < most - 2; bucket++) {
    const start = 1 + Math.floor(bucket * width)
    const end = 1 + Math.floor((bucket + 1) * width)
    const last = kept[bucket]!
    const next = centre(x, y, end, Math.min(count, 1 + Math.floor((bucket + 2) * width)))
    let best = start
    let largest = -1
    for (let at = start; at < end; at++) {
      const area = Math.abs((x[last]! - next.x) * (y[at]! - y[last]!) - (x[last]! - x[at]!) * (next.y - y[last]!))
      if (area <= largest) continue
      largest = area
      best = at
    }
    kept[bucket + 1] = best
  }
  kept[most - 1] = count - 1
  return kept
}

/** The mean of the points from `start` to `end`; of the last point where the stretch is empty. */
function centre(x: Float64Array, y: Float64Array, start: number, end: number): { x: number; y: number } {
  if (start >= end) return { x: x.at(-1)!, y: y.at(-1)! }
  let sumX = 0
  let sumY = 0
  for (let at = start; at < end; at++) {
    sumX += x[at]!
    sumY += y[at]!
  }
  return { x: sumX / (end - start), y: sumY / (end - start) }
}
