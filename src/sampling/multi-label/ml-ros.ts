import { breathe, z } from '../../core/index.ts'
import type { AnyMatrix } from '../sampler.ts'
import { defineMultiLabelSampler, multiLabelOptions } from './define-multi-label-sampler.ts'
import { imbalanceOf, labelImbalance } from './label-matrix.ts'
import { takeLabeled } from './take-labeled.ts'

/** The options of `mlRos`. */
export const mlRosOptions = multiLabelOptions.extend({
  /** How many rows to add, as a share of those there are. */
  share: z.number().gt(0).max(10).default(0.1).describe('rows to add, as a share of the rows there are'),
})

/**
 * Repeats rows that have rare labels, one for each rare label in turn, until the share is reached or no label is rare.
 *
 * A label is rare while its IRLbl is above the MeanIR of the beginning. Any columns will do, sparse ones too. Not where
 * rare and common labels go together: a repeated row brings its other labels along (look at the counts after).
 *
 * F. Charte et al., "Addressing imbalance in multilabel classification: measures and random resampling algorithms",
 * Neurocomputing 163, 2015, algorithm ML-ROS.
 */
export const mlRos = defineMultiLabelSampler<typeof mlRosOptions, AnyMatrix>({
  name: 'mlRos',
  options: mlRosOptions,
  reads: 'labels',

  async resample(X, y, { options: { share }, random, context }) {
    const { counts, irLbl, meanIR } = labelImbalance(y)
    const width = y.labels.length
    const bags = Array.from(irLbl.keys())
      .filter((label) => counts[label]! > 0 && irLbl[label]! > meanIR)
      .map((label) => ({
        label,
        rows: Int32Array.from({ length: y.rowCount }, (_, row) => row).filter(
          (row) => y.data[row * width + label] === 1,
        ),
        random: random.fork(`label ${y.labels[label]}`),
      }))
    let open = bags
    const wanted = Math.floor(y.rowCount * share)
    const added: number[] = []
    while (open.length > 0 && added.length < wanted) {
      await breathe(context, { stage: 'repeating rows', done: added.length, total: wanted })
      const turn = open.slice(0, wanted - added.length)
      for (const bag of turn) {
        const row = bag.rows[bag.random.randint(0, bag.rows.length, 1)[0]!]!
        added.push(row)
        for (let label = 0; label < width; label++) counts[label]! += y.data[row * width + label]!
      }
      const now = imbalanceOf(counts).irLbl
      open = open.filter(({ label }) => now[label]! > meanIR)
    }
    return takeLabeled(X, y, Int32Array.from([...Array(y.rowCount).keys(), ...added]), context)
  },
})
