// Between these, squares of differences neither overflow float64 nor fade from it.
const largest = 2 ** 500
const smallest = 2 ** -400
// Sums of squares of differences, which are up to twice as great, stay far below the greatest f32, and squares of what
// is 1e-30 of it are still normal, so that a single immense value does not drown the others.
const scaled = 2 ** 49

/**
 * The power of two that brings numbers of up to such a magnitude to at most 2^49, so that f32 can hold the squares of
 * their differences. Undefined where they are too great, or all too small, for float64 to square.
 */
export function powerOfTwoScale(magnitude: number): number | undefined {
  if (magnitude === 0) return 1
  if (magnitude > largest || magnitude < smallest) return undefined
  let scale = 1
  while (magnitude * scale > scaled) scale /= 2
  while (magnitude * scale <= scaled / 2) scale *= 2
  return scale
}
