import { breathe, z } from '../../core/index.ts'
import type { AnyMatrix } from '../sampler.ts'
import { defineMultiLabelSampler, multiLabelOptions } from './define-multi-label-sampler.ts'
import { imbalanceOf, labelImbalance } from './label-matrix.ts'
import { takeLabeled } from './take-labeled.ts'

/** The options of `mlRus`. */
export const mlRusOptions = multiLabelOptions.extend({
  /** How many rows to take away, as a share of those there are. */
  share: z.number().gt(0).lt(1).default(0.1).describe('rows to take away at most, as a share of the rows there are'),
})

/**
 * Takes away rows that have common labels and no rare one, one for each common label in turn, until the share is reached
 * or no label is common.
 *
 * A label is common while its IRLbl is at most the MeanIR of the beginning, and rows with any rarer label are never
 * taken. Any columns will do, sparse ones too. Not for small data: what goes is true.
 *
 * F. Charte et al., "Addressing imbalance in multilabel classification: measures and random resampling algorithms",
 * Neurocomputing 163, 2015, algorithm ML-RUS.
 */
export const mlRus = defineMultiLabelSampler<typeof mlRusOptions, AnyMatrix>({
  name: 'mlRus',
  options: mlRusOptions,
  reads: 'labels',

  async resample(X, y, { options: { share }, random, context }) {
    const { counts, irLbl, meanIR } = labelImbalance(y)
    const width = y.labels.length
    const isRare = Array.from(irLbl, (ratio) => ratio > meanIR)
    const free = Int32Array.from({ length: y.rowCount }, (_, row) => row).filter((row) =>
      isRare.every((rare, label) => !rare || y.data[row * width + label] === 0),
    )
    const gone = new Uint8Array(y.rowCount)
    const bags = Array.from(irLbl.keys())
      .filter((label) => !isRare[label] && counts[label]! > 0)
      .map((label) => {
        const rows = free.filter((row) => y.data[row * width + label] === 1)
        const order = random.fork(`label ${y.labels[label]}`).permutation(rows.length)
        return { label, rows: order.map((place) => rows[place]!), next: 0 }
      })
    let open = bags
    let taken = 0
    const wanted = Math.floor(y.rowCount * share)
    while (open.length > 0 && taken < wanted) {
      await breathe(context, { stage: 'taking rows away', done: taken, total: wanted })
      for (const bag of open) {
        if (taken === wanted) break
        while (bag.next < bag.rows.length && gone[bag.rows[bag.next]!]) bag.next++
        if (bag.next === bag.rows.length) continue
        const row = bag.rows[bag.next++]!
        gone[row] = 1
        taken++
        for (let label = 0; label < width; label++) counts[label]! -= y.data[row * width + label]!
      }
      const now = imbalanceOf(counts).irLbl
      open = open.filter(({ label, next, rows }) => next < rows.length && now[label]! <= meanIR)
    }
    return takeLabeled(
      X,
      y,
      Int32Array.from(gone.keys()).filter((row) => !gone[row]),
      context,
    )
  },
})
