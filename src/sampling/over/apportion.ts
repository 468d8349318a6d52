/**
 * Whole numbers that sum to `count`, each the share rounded down or up: the largest remainders are rounded up, of equal
 * ones the first. The shares must sum to `count`, but for rounding.
 */
export function apportion(shares: Float64Array, count: number): Int32Array {
  const whole = Int32Array.from(shares, Math.floor)
  const left = count - whole.reduce((sum, part) => sum + part, 0)
  const order = Array.from(shares.keys()).sort((a, b) => shares[b]! - whole[b]! - (shares[a]! - whole[a]!) || a - b)
  for (let index = 0; index < left; index++) whole[order[index % order.length]!]!++
  // Rounding may have lifted a share onto a whole number.
  for (let index = 0, over = -left; over > 0; index++) {
    const part = order[index % order.length]!
    if (whole[part]! === 0) continue
    whole[part]!--
    over--
  }
  return whole
}
