import { breathe, z } from '../../core/index.ts'
import type { AnyMatrix } from '../sampler.ts'
import { defineMultiLabelSampler, multiLabelOptions } from './define-multi-label-sampler.ts'
import { labelSets, meanSetSize, shareOut } from './label-sets.ts'
import { takeLabeled } from './take-labeled.ts'

/** The options of `lpRus`. */
export const lpRusOptions = multiLabelOptions.extend({
  /** How many rows to take away at most, as a share of those there are. */
  share: z.number().gt(0).lt(1).default(0.1).describe('rows to take away at most, as a share of the rows there are'),
})

/**
 * Takes away rows whose set of labels is common: every set of more rows than sets have in the mean shrinks by the same
 * number, down to the mean, and what one cannot give is taken from the commoner ones.
 *
 * Any columns will do, sparse ones too. It looks at whole sets of labels, not at labels, and may take rows of a rare
 * label where its set is common (`mlRus` never does). Not for small data: what goes is true.
 *
 * F. Charte et al., "Addressing imbalance in multilabel classification: measures and random resampling algorithms",
 * Neurocomputing 163, 2015, algorithm LP-RUS; the mean is rounded, as in the authors' R package mldr.
 */
export const lpRus = defineMultiLabelSampler<typeof lpRusOptions, AnyMatrix>({
  name: 'lpRus',
  options: lpRusOptions,
  reads: 'labels',

  async resample(X, y, { options: { share }, random, context }) {
    const sets = labelSets(y)
    const mean = meanSetSize(y, sets)
    // From the smallest to the largest: those with the least to give first.
    const common = sets.filter(({ rows }) => rows.length > mean).sort((a, b) => a.rows.length - b.rows.length)
    const taken = shareOut(
      Math.floor(y.rowCount * share),
      common.map(({ rows }) => rows.length - mean),
    )
    const keep = new Uint8Array(y.rowCount).fill(1)
    for (const [index, { key, rows }] of common.entries()) {
      await breathe(context, { stage: 'taking rows away', done: index, total: common.length })
      for (const place of random.fork(`labels ${key}`).choice(rows.length, taken[index]!, false)) keep[rows[place]!] = 0
    }
    return takeLabeled(
      X,
      y,
      Int32Array.from(keep.keys()).filter((row) => keep[row] === 1),
      context,
    )
  },
})
