import { breathe, z } from '../../core/index.ts'
import type { AnyMatrix } from '../sampler.ts'
import { joinRows } from '../under/join-rows.ts'
import { defineMultiLabelSampler, multiLabelOptions } from './define-multi-label-sampler.ts'
import { labelSets, meanSetSize, shareOut } from './label-sets.ts'
import { takeLabeled } from './take-labeled.ts'

/** The options of `lpRos`. */
export const lpRosOptions = multiLabelOptions.extend({
  /** How many rows to add at most, as a share of those there are. */
  share: z.number().gt(0).max(10).default(0.1).describe('rows to add at most, as a share of the rows there are'),
})

/**
 * Repeats rows whose set of labels is rare: every set of fewer rows than sets have in the mean grows by the same number,
 * up to the mean, and what one has no room for goes to the rarer ones.
 *
 * Any columns will do, sparse ones too. It looks at whole sets of labels, not at labels: a rare label within common sets
 * does not gain. Not for data in which nearly every row has a set of its own, where there is nothing rarer than the mean
 * (use `mlRos`).
 *
 * F. Charte et al., "Addressing imbalance in multilabel classification: measures and random resampling algorithms",
 * Neurocomputing 163, 2015, algorithm LP-ROS; the mean is rounded, as in the authors' R package mldr.
 */
export const lpRos = defineMultiLabelSampler<typeof lpRosOptions, AnyMatrix>({
  name: 'lpRos',
  options: lpRosOptions,
  reads: 'labels',

  async resample(X, y, { options: { share }, random, context }) {
    const sets = labelSets(y)
    const mean = meanSetSize(y, sets)
    // From the largest to the smallest: those with the least room first.
    const rare = sets.filter(({ rows }) => rows.length < mean).sort((a, b) => b.rows.length - a.rows.length)
    const added = shareOut(
      Math.floor(y.rowCount * share),
      rare.map(({ rows }) => mean - rows.length),
    )
    const parts = [Int32Array.from({ length: y.rowCount }, (_, row) => row)]
    for (const [index, { key, rows }] of rare.entries()) {
      await breathe(context, { stage: 'repeating rows', done: index, total: rare.length })
      const drawn = random.fork(`labels ${key}`).randint(0, rows.length, added[index]!)
      parts.push(Int32Array.from(drawn, (place) => rows[place]!))
    }
    return takeLabeled(X, y, joinRows(parts), context)
  },
})
