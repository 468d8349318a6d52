import { z } from '../../core/index.ts'
import { defineUnderSampler, underSamplerOptions } from './define-under-sampler.ts'

/** The options of `randomUnderSampler`. */
export const randomUnderSamplerOptions = underSamplerOptions.extend({
  /** Whether a row may be drawn more than once. */
  replacement: z.boolean().default(false).describe('whether a row may be drawn more than once'),
})

/**
 * Shrinks majority classes to rows drawn at random.
 *
 * Any columns will do, sparse matrices and missing values too. Do not use it when the rare class has few rows (some
 * hundreds): most of what the other rows teach is thrown away. Class weights or an ensemble keep it.
 *
 * Equal to imbalanced-learn's `RandomUnderSampler`, rows and order.
 */
export const randomUnderSampler = defineUnderSampler({
  name: 'randomUnderSampler',
  options: randomUnderSamplerOptions,
  reads: 'labels',
  stream: 'continue',

  choose(rows, count, { options: { replacement }, random }) {
    return random.choice(rows.length, count, replacement).map((position) => rows[position]!)
  },
})
