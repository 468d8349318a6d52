import { DataError, type Labels, OptionError, z } from '../../core/index.ts'
import { checkColumns } from '../check-columns.ts'
import type { AnyMatrix } from '../sampler.ts'
import { defineOverSampler, overSamplerOptions } from './define-over-sampler.ts'
import { smoothedBootstrap } from './smoothed-bootstrap.ts'

/** The options of `randomOverSampler`. */
export const randomOverSamplerOptions = overSamplerOptions.extend({
  /** How far a repeated row is moved, as a share of Silverman's width; 0 repeats rows as they are. One number, or one a class. */
  shrinkage: z
    .union([z.number().min(0), z.record(z.string(), z.number().min(0))], {
      error: 'must be a number of at least 0, or one for each class that grows',
    })
    .default(0)
    .describe(
      'how far repeated rows are moved at random (0: not at all; 1: the smoothed bootstrap of ROSE), or by class',
    ),
})

/**
 * Grows minority classes by repeating rows drawn at random, with replacement; with `shrinkage` each is moved a little.
 *
 * Any columns will do, sparse matrices and missing values too; with `shrinkage` above 0 numbers only, dense, none
 * missing. Do not use it plainly where a learner memorizes single rows (deep trees, nearest neighbors): the copies add
 * nothing new, and class weights do the same without the memory. Do not use `shrinkage` where columns are bound to each
 * other (sums, ratios, amounts that cannot be negative): each is moved on its own.
 *
 * Moved rows are the smoothed bootstrap of G. Menardi and N. Torelli, "Training and assessing classification rules with
 * imbalanced data", Data Mining and Knowledge Discovery 28, 2014. Equal to imbalanced-learn's `RandomOverSampler`, whose
 * `shrinkage=None` is 0 here; moved rows but for the rare last bit of a logarithm.
 */
export const randomOverSampler = defineOverSampler({
  name: 'randomOverSampler',
  options: randomOverSamplerOptions,
  reads: 'labels',
  stream: 'continue',

  async synthesize(rows, count, { X, y, code, options: { shrinkage }, random, context, shared }) {
    const drawn = random.choice(rows.length, count, true)
    if (shrinkage === 0) return { copies: drawn, of: rows }
    const share = shrinkageOf(shrinkage, y, code)
    if (X.format === 'csr') {
      throw new DataError('randomOverSampler: `shrinkage` moves every cell; X is sparse. Set it to 0, or use `smote`.')
    }
    await shared(() => checkColumns('randomOverSampler with `shrinkage`', 'over', 'numbers', X, context))
    return smoothedBootstrap(X as Dense, rows, drawn, share, random, context)
  },
})

type Dense = Extract<AnyMatrix, { readonly format: 'dense' }>

function shrinkageOf(shrinkage: number | Readonly<Record<string, number>>, y: Labels, code: number): number {
  if (typeof shrinkage === 'number') return shrinkage
  const name = String(y.classes[code])
  const own = Object.hasOwn(shrinkage, name) ? shrinkage[name] : undefined
  if (own !== undefined) return own
  throw new OptionError(
    `randomOverSampler: \`shrinkage\` has no number for class "${name}", which grows. Add it; 0 moves nothing.`,
  )
}
