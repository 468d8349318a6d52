/**
 * The `k` least of the distances, by rising distance and then by rising index, written to `into` from `start`. Fewer
 * than `k` where there are fewer; the result says how many.
 */
export function nearestOf(distances: Float64Array, k: number, into: Int32Array, start: number): number {
  let count = 0
  let limit = Infinity
  for (let point = 0; point < distances.length; point++) {
    const distance = distances[point]!
    if (count === k && distance >= limit) continue
    let at = start + (count === k ? k - 1 : count++)
    while (at > start && distances[into[at - 1]!]! > distance) {
      into[at] = into[at - 1]!
      at--
    }
    into[at] = point
    if (count === k) limit = distances[into[start + k - 1]!]!
  }
  return count
}
