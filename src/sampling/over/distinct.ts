/** The integers that occur, each once, ascending; all lie in 0 … limit − 1. */
export function distinct(values: Int32Array, limit: number): Int32Array {
  const seen = new Uint8Array(limit)
  let count = 0
  for (const value of values) {
    if (seen[value] === 0) count++
    seen[value] = 1
  }
  const found = new Int32Array(count)
  let to = 0
  for (let value = 0; value < limit; value++) if (seen[value] === 1) found[to++] = value
  return found
}
