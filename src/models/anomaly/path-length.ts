import { log } from '../../core/index.ts'

const eulerGamma = 0.5772156649015329

/**
 * How many questions it takes on average to find a row among `count` in a binary search tree: what a leaf of so many
 * rows still had before it. Between two whole numbers it runs straight.
 *
 * F. T. Liu, K. M. Ting, Z.-H. Zhou, "Isolation Forest", ICDM 2008, equation 1.
 */
export function averagePathLength(count: number): number {
  const whole = Math.floor(count)
  const low = ofWhole(whole)
  return whole === count ? low : low + (count - whole) * (ofWhole(whole + 1) - low)
}

function ofWhole(count: number): number {
  if (count <= 1) return 0
  if (count === 2) return 1
  return 2 * (log(count - 1) + eulerGamma) - (2 * (count - 1)) / count
}
