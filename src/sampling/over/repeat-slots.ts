/** Each index as often as its count says, ascending. */
export function repeatSlots(counts: Int32Array): Int32Array {
  const repeated = new Int32Array(counts.reduce((sum, count) => sum + count, 0))
  let at = 0
  counts.forEach((count, index) => {
    repeated.fill(index, at, at + count)
    at += count
  })
  return repeated
}
