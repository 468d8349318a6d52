import type { Random } from '../core/index.ts'

/**
 * Draws rows so that every range of hardness has its say: the range from the least to the greatest hardness is cut
 * into bins of equal width, and a bin is drawn from in inverse proportion to its mean hardness plus `pace`. About
 * `count` places are drawn, none twice; a bin of few rows gives all of them.
 */
export function spreadDraws(
  hardness: Float64Array,
  binCount: number,
  pace: number,
  count: number,
  random: Random,
): Int32Array {
  let least = Infinity
  let most = -Infinity
  for (const value of hardness) {
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  if (!(most > least)) return random.choice(hardness.length, Math.min(count, hardness.length), false)
  const bins: number[][] = Array.from({ length: binCount }, () => [])
  const sums = new Float64Array(binCount)
  for (let place = 0; place < hardness.length; place++) {
    const bin = Math.min(binCount - 1, Math.floor(((hardness[place]! - least) / (most - least)) * binCount))
    bins[bin]!.push(place)
    sums[bin]! += hardness[place]!
  }
  const shares = bins.map((bin, index) => (bin.length === 0 ? 0 : 1 / (sums[index]! / bin.length + pace)))
  const total = shares.reduce((sum, share) => sum + share, 0)
  const drawn: number[] = []
  for (const [index, bin] of bins.entries()) {
    if (bin.length === 0) continue
    const wanted = Math.min(bin.length, Math.floor((count * shares[index]!) / total) + 1)
    for (const at of random.fork(index).choice(bin.length, wanted, false)) drawn.push(bin[at]!)
  }
  return Int32Array.from(drawn)
}
