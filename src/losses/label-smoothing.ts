import { OptionError, pow, z } from '../core/index.ts'
import { defineLoss } from './define-loss.ts'
import { quarterSine } from './quarter-sine.ts'
import { smoothedLoss } from './smoothed-loss.ts'

const share = z.number().min(0).max(1)

/**
 * Cross-entropy against softened labels: a row's own class counts 1 − ε + ε / K, every other class ε / K. Keeps scores
 * from growing without bound where labels are wrong now and then, as people's are. Convex.
 *
 * Equal to PyTorch's `cross_entropy(…, label_smoothing)`. For two classes the softened label is that of one log-odds.
 * Not with few and clean labels of a rare class: it pulls all probabilities to the middle.
 * C. Szegedy et al., "Rethinking the Inception Architecture for Computer Vision", CVPR 2016.
 */
export const labelSmoothing = defineLoss({
  name: 'labelSmoothing',
  options: z.strictObject({
    smoothing: share.default(0.1).describe('share of a label that is spread over all classes'),
  }),
  bind: ({ names }, { smoothing }) => smoothedLoss('labelSmoothing', new Float64Array(names.length).fill(smoothing)),
})

/**
 * Label smoothing by class size, as MiSLAS has it: `head` for the largest class, `tail` for the smallest, the rest
 * between them along `shape`. Large classes, of which a model is too sure, are smoothed; rare ones are left alone.
 *
 * With sizes n from n_K to n_1 and r = (n − n_K) / (n_1 − n_K): concave tail + (head − tail) sin(π r / 2), linear
 * tail + (head − tail) r, convex head + (head − tail) sin(3π/2 + π r / 2), power tail + (head − tail) r^`power`. Where
 * all classes are equally large, `head` for all.
 * Z. Zhong et al., "Improving Calibration for Long-Tailed Recognition", CVPR 2021.
 */
export const labelAwareSmoothing = defineLoss({
  name: 'labelAwareSmoothing',
  options: z.strictObject({
    head: share.default(0.4).describe('smoothing of the largest class'),
    tail: share.default(0.1).describe('smoothing of the smallest class; at most `head`'),
    shape: z
      .enum(['concave', 'linear', 'convex', 'power'])
      .default('concave')
      .describe('how smoothing grows with the size of a class'),
    power: z.number().positive().default(2).describe('the power of the shape "power"'),
  }),
  bind({ sizes }, { head, tail, shape, power }) {
    if (tail > head) {
      throw new OptionError(`labelAwareSmoothing: \`tail\` (${tail}) must be at most \`head\` (${head}). Swap them.`)
    }
    const most = sizes.reduce((a, b) => Math.max(a, b), 0)
    const least = sizes.reduce((a, b) => Math.min(a, b), Infinity)
    const amounts = sizes.map((size) => {
      const r = most > least ? (size - least) / (most - least) : 1
      if (shape === 'linear') return tail + (head - tail) * r
      if (shape === 'power') return tail + (head - tail) * pow(r, power)
      // sin(3π/2 + x) = −cos x = −sin(π/2 − x).
      return shape === 'concave' ? tail + (head - tail) * quarterSine(r) : head - (head - tail) * quarterSine(1 - r)
    })
    return smoothedLoss('labelAwareSmoothing', amounts)
  },
})
