/**
 * Class probabilities from those of each pair of classes: `pairs[i × k + j]` is the probability of class i where only
 * i and j are possible. Their sum is 1.
 *
 * T.-F. Wu, C.-J. Lin, R. C. Weng, "Probability Estimates for Multi-class Classification by Pairwise Coupling",
 * JMLR 5, 2004, second approach, as in LIBSVM.
 */
export function couplePairs(pairs: Float64Array, k: number): Float64Array {
  const Q = new Float64Array(k * k)
  for (let t = 0; t < k; t++) {
    for (let j = 0; j < k; j++) {
      if (j === t) continue
      Q[t * k + t]! += pairs[j * k + t]! * pairs[j * k + t]!
      Q[t * k + j] = -pairs[j * k + t]! * pairs[t * k + j]!
    }
  }
  const p = new Float64Array(k).fill(1 / k)
  const Qp = new Float64Array(k)
  const rounds = Math.max(100, k)
  for (let round = 0; round < rounds; round++) {
    let pQp = 0
    for (let t = 0; t < k; t++) {
      let sum = 0
      for (let j = 0; j < k; j++) sum += Q[t * k + j]! * p[j]!
      Qp[t] = sum
      pQp += p[t]! * sum
    }
    let largest = 0
    for (let t = 0; t < k; t++) largest = Math.max(largest, Math.abs(Qp[t]! - pQp))
    if (largest < 1e-12) break
    for (let t = 0; t < k; t++) {
      const change = (pQp - Qp[t]!) / Q[t * k + t]!
      p[t]! += change
      pQp = (pQp + change * (change * Q[t * k + t]! + 2 * Qp[t]!)) / (1 + change) / (1 + change)
      for (let j = 0; j < k; j++) {
        Qp[j] = (Qp[j]! + change * Q[t * k + j]!) / (1 + change)
        p[j]! /= 1 + change
      }
    }
  }
  let total = 0
  for (let t = 0; t < k; t++) {
    p[t] = Math.max(0, p[t]!)
    total += p[t]!
  }
  for (let t = 0; t < k; t++) p[t]! /= total
  return p
}
