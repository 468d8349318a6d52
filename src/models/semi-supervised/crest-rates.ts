import { pow } from '../../core/index.ts'

/**
 * What share of the rows taken for each class CReST adds: with the classes by falling size, class l gets
 * (N of class L + 1 − l ÷ N of the largest) ^ alpha, so that the rarest gets 1 and the largest the least. Of classes
 * of one size the first counts as the larger; classes without rows get 0.
 *
 * C. Wei et al., "CReST: A Class-Rebalancing Self-Training Framework for Imbalanced Semi-Supervised Learning", CVPR 2021.
 */
export function crestRates(sizes: Float64Array, alpha: number): Float64Array {
  const order = [...sizes.keys()].filter((code) => sizes[code]! > 0).sort((a, b) => sizes[b]! - sizes[a]! || a - b)
  const rates = new Float64Array(sizes.length)
  for (const [place, code] of order.entries()) {
    const mirrored = order[order.length - 1 - place]!
    rates[code] = pow(sizes[mirrored]! / sizes[order[0]!]!, alpha)
  }
  return rates
}
