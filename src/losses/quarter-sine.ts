/** sin(π r / 2) for r from 0 to 1, by its series, so that every engine gives the same bits. */
export function quarterSine(r: number): number {
  const x = (Math.PI / 2) * r
  let term = x
  let sum = x
  for (let n = 2; n < 24; n += 2) {
    term *= -(x * x) / (n * (n + 1))
    sum += term
  }
  return sum
}
