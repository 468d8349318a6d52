/** Σ a_i b_i, in the order of four interleaved sums, always the same. */
export function dot(a: Float64Array, b: Float64Array): number {
  const length = a.length
  const whole = length & ~3
  let s0 = 0
  let s1 = 0
  let s2 = 0
  let s3 = 0
  for (let i = 0; i < whole; i += 4) {
    s0 += a[i]! * b[i]!
    s1 += a[i + 1]! * b[i + 1]!
    s2 += a[i + 2]! * b[i + 2]!
    s3 += a[i + 3]! * b[i + 3]!
  }
  for (let i = whole; i < length; i++) s0 += a[i]! * b[i]!
  return s0 + s1 + (s2 + s3)
}

/** target ← target + factor × vector. */
export function addScaled(target: Float64Array, factor: number, vector: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i] = target[i]! + factor * vector[i]!
}

/** target ← target + factor × vector, and Σ target_i other_i of the result, in one pass over memory. */
export function addScaledAndDot(
  target: Float64Array,
  factor: number,
  vector: Float64Array,
  other: Float64Array,
): number {
  const length = target.length
  const whole = length & ~1
  let s0 = 0
  let s1 = 0
  for (let i = 0; i < whole; i += 2) {
    const a = target[i]! + factor * vector[i]!
    const b = target[i + 1]! + factor * vector[i + 1]!
    target[i] = a
    target[i + 1] = b
    s0 += a * other[i]!
    s1 += b * other[i + 1]!
  }
  for (let i = whole; i < length; i++) {
    const a = target[i]! + factor * vector[i]!
    target[i] = a
    s0 += a * other[i]!
  }
  return s0 + s1
}
