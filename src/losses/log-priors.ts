import { log } from '../core/index.ts'

/** The logarithm of the share of each class, times `tau`. */
export function logPriors(sizes: Float64Array, tau: number): Float64Array {
  const total = sizes.reduce((sum, size) => sum + size, 0)
  return sizes.map((size) => tau * log(size / total))
}
