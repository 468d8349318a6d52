/**
 * The squared distances of a row of `a`, which begins at `i`, to four rows of `b`, each summed over the columns in their
 * order. A sum waits for every addition; four side by side take little longer than one.
 */
export function fourDistances(
  a: Float64Array,
  i: number,
  b: Float64Array,
  first: number,
  second: number,
  third: number,
  fourth: number,
  width: number,
  into: Float64Array,
): void {
  let s0 = 0
  let s1 = 0
  let s2 = 0
  let s3 = 0
  for (let column = 0; column < width; column++) {
    const value = a[i + column]!
    const d0 = value - b[first + column]!
    const d1 = value - b[second + column]!
    const d2 = value - b[third + column]!
    const d3 = value - b[fourth + column]!
    s0 += d0 * d0
    s1 += d1 * d1
    s2 += d2 * d2
    s3 += d3 * d3
  }
  into[0] = s0
  into[1] = s1
  into[2] = s2
  into[3] = s3
}
