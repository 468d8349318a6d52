import type { Random } from '../../core/index.ts'

/** Draws `count` indices with replacement, each as often as its weight says; weights are at least 0 and some are above. */
export function drawWeighted(random: Random, weights: Float64Array, count: number): Int32Array {
  const ends = new Float64Array(weights.length)
  let total = 0
  let last = 0
  for (let index = 0; index < weights.length; index++) {
    total += weights[index]!
    ends[index] = total
    if (weights[index]! > 0) last = index
  }
  return Int32Array.from(random.uniform(count, 0, total), (value) => Math.min(last, firstAbove(ends, value)))
}

/** The first index whose end lies above the value. */
function firstAbove(ends: Float64Array, value: number): number {
  let low = 0
  let high = ends.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (ends[middle]! > value) high = middle
    else low = middle + 1
  }
  return low
}
