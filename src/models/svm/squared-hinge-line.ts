import { breathe, type Context } from '../../core/index.ts'

const mostSteps = 60

/**
 * How far to go along a line: the minimum of ½ ‖w + a d‖² + Σ price max(0, depth − a × rise)², by Newton's method in
 * one dimension, which ends in finitely many steps as the pieces are parabolas. `slope` is w·d, `bend` is d·d.
 */
export async function squaredHingeLine(
  depths: Float64Array,
  rises: Float64Array,
  prices: Float64Array,
  slope: number,
  bend: number,
  context: Context,
): Promise<number> {
  let low = 0
  let high = Infinity
  let at = 1
  for (let step = 0; step < mostSteps; step++) {
    await breathe(context)
    let first = slope + at * bend
    let second = bend
    for (let row = 0; row < depths.length; row++) {
      const rise = rises[row]!
      const depth = depths[row]! - at * rise
      if (!(depth > 0)) continue
      const heavy = 2 * prices[row]! * rise
      first -= heavy * depth
      second += heavy * rise
    }
    // So much the slope changes on a millionth of the way.
    if (Math.abs(first) <= 1e-6 * second * at) break
    if (first < 0) low = at
    else high = at
    const next = at - first / second
    at = next > low && next < high ? next : high < Infinity ? (low + high) / 2 : 2 * at
  }
  return at
}
