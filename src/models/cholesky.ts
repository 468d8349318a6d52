/**
 * Replaces the lower triangle of a symmetric positive definite matrix (row-major, `size × size`) by L with A = L Lᵀ.
 * A pivot that rounding has made too small is raised, which keeps L usable as a preconditioner.
 */
export function factorize(A: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    const rowI = i * size
    const diagonal = A[rowI + i]!
    for (let j = 0; j <= i; j++) {
      const rowJ = j * size
      let s0 = 0
      let s1 = 0
      const whole = j & ~1
      for (let k = 0; k < whole; k += 2) {
        s0 += A[rowI + k]! * A[rowJ + k]!
        s1 += A[rowI + k + 1]! * A[rowJ + k + 1]!
      }
      if (whole < j) s0 += A[rowI + whole]! * A[rowJ + whole]!
      const rest = A[rowI + j]! - (s0 + s1)
      if (i === j) A[rowI + i] = Math.sqrt(Math.max(rest, diagonal * 1e-14, 1e-300))
      else A[rowI + j] = rest / A[rowJ + j]!
    }
  }
}

/** Solves L Lᵀ x = b in place, for the entries `offset`, `offset + stride`, … of `b`. */
export function solve(L: Float64Array, size: number, b: Float64Array, offset: number, stride: number): void {
  for (let i = 0; i < size; i++) {
    let sum = b[offset + i * stride]!
    const row = i * size
    for (let k = 0; k < i; k++) sum -= L[row + k]! * b[offset + k * stride]!
    b[offset + i * stride] = sum / L[row + i]!
  }
  for (let i = size - 1; i >= 0; i--) {
    const value = b[offset + i * stride]! / L[i * size + i]!
    b[offset + i * stride] = value
    const row = i * size
    for (let k = 0; k < i; k++) b[offset + k * stride] = b[offset + k * stride]! - L[row + k]! * value
  }
}
