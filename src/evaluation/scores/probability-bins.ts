import { parseOptions, z } from '../../core/index.ts'
import { sortedOrder } from './sorted-order.ts'

/** How probabilities are gathered in bins. */
export const binOptions = z.strictObject({
  bins: z.int().min(1).default(15).describe('how many bins'),
  strategy: z
    .enum(['uniform', 'quantile'])
    .default('uniform')
    .describe('uniform: of equal width; quantile: of about equally many rows'),
})
export type BinOptions = z.input<typeof binOptions>

/**
 * The edges of the bins, `bins + 1` of them. A bin holds what is above its low edge up to and including its high edge;
 * the first holds its low edge too. The very edges of scikit-learn's `calibration_curve`.
 */
export function binEdges(who: string, proba: Float64Array, options: BinOptions | undefined): Float64Array {
  const { bins, strategy } = parseOptions(who, binOptions, options)
  const steps = Float64Array.from({ length: bins + 1 }, (_, edge) => (edge === bins ? 1 : edge * (1 / bins)))
  if (strategy === 'uniform') return steps
  const order = sortedOrder(proba)
  return steps.map((step) => {
    const at = ((step * 100) / 100) * (order.length - 1)
    const low = proba[order[Math.floor(at)]!]!
    const high = proba[order[Math.min(order.length - 1, Math.floor(at) + 1)]!]!
    const way = at - Math.floor(at)
    return way < 0.5 ? low + (high - low) * way : high - (high - low) * (1 - way)
  })
}

/** The bin of a probability. */
export function binOf(edges: Float64Array, value: number): number {
  let low = 1
  let high = edges.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (edges[middle]! < value) low = middle + 1
    else high = middle
  }
  return low - 1
}
