import { OptionError } from '../core/index.ts'
import { logPriors } from './log-priors.ts'

/**
 * Takes the shares of the classes out of the scores of a model that was trained with cross-entropy: z − τ log π, as new
 * scores. `sizes` are the numbers (or weights) of rows of each class in training, by code, each above 0; `scores` are
 * row-major, one a row for two classes (the log-odds of class 1), else one a class; `tau` is 1 by default.
 *
 * The class with the highest adjusted score is the best guess for balanced accuracy. For costs or a known new prior use
 * prior correction and thresholds instead. Throws `OptionError` for sizes that are not above 0.
 * A. K. Menon et al., "Long-tail learning via logit adjustment", ICLR 2021.
 */
export function adjustLogits(scores: Float64Array, sizes: Float64Array, tau = 1): Float64Array {
  if (sizes.length < 2 || !sizes.every((size) => size > 0 && size < Infinity)) {
    throw new OptionError('adjustLogits: `sizes` must be two or more numbers above 0. Leave out classes without rows.')
  }
  const offsets = logPriors(sizes, tau)
  const width = sizes.length
  if (width === 2) {
    const gap = offsets[1]! - offsets[0]!
    return scores.map((z) => z - gap)
  }
  return scores.map((z, at) => z - offsets[at % width]!)
}
