import { defineOverSampler, overSamplerOptions } from './define-over-sampler.ts'

/** The options of `randomOverSampler`. */
export const randomOverSamplerOptions = overSamplerOptions

/**
 * Grows minority classes by repeating rows drawn at random, with replacement.
 *
 * Any columns will do, sparse matrices and missing values too. Do not use it where a learner memorizes single rows
 * (deep trees, nearest neighbors): the copies add nothing new, and class weights do the same without the memory.
 *
 * Equal to imbalanced-learn's `RandomOverSampler`.
 */
export const randomOverSampler = defineOverSampler({
  name: 'randomOverSampler',
  options: randomOverSamplerOptions,
  reads: 'labels',
  stream: 'continue',

  synthesize(rows, count, { random }) {
    return { copies: random.choice(rows.length, count, true).map((position) => rows[position]!) }
  },
})
