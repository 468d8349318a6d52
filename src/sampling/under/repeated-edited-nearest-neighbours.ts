import { z } from '../../core/index.ts'
import { defineCleaningSampler } from './define-cleaning-sampler.ts'
import { editPasses } from './edit-passes.ts'
import { editingOptions } from './edit-rule.ts'

/** The options of `repeatedEditedNearestNeighbours`. */
export const repeatedEditedNearestNeighboursOptions = editingOptions.extend({
  /** At most so many passes. */
  maxIter: z.int().min(1).default(100).describe('at most so many passes'),
})

/**
 * `editedNearestNeighbours` again and again, until a pass takes nothing away, leaves another class smaller than the
 * rarest was, or empties a class.
 *
 * Numeric columns, all on one scale. Each pass moves the border further into the majority: do not use it where classes
 * overlap widely, since it then eats its way through the overlap, nor before a model whose probabilities matter. Compare
 * it with a single pass first.
 *
 * A `samplingStrategy` of words is read anew in each pass, by the counts that are left: with `'not minority'` (which
 * `'auto'` is) the class spared is the one that is smallest then. Name classes to clean the same ones in all passes.
 *
 * I. Tomek, "An Experiment with the Edited Nearest-Neighbor Rule", IEEE Transactions on Systems, Man, and Cybernetics 6,
 * 1976. Equal to imbalanced-learn's `RepeatedEditedNearestNeighbours`, rows and order, where no two distances tie. Its
 * `sample_indices_` can be wrong, as it applies the indices of the last pass twice; `rows` here are those of the data.
 */
export const repeatedEditedNearestNeighbours = defineCleaningSampler({
  name: 'repeatedEditedNearestNeighbours',
  options: repeatedEditedNearestNeighboursOptions,
  reads: 'numbers',
  accepts: ['missing', 'sparse'],

  clean({ X, y, options: { samplingStrategy, kindSel, nNeighbors, maxIter }, context }) {
    const rule = { kindSel, nNeighbors }
    const rules = Array.from({ length: maxIter }, () => rule)
    const until = { untilStable: true, untilMinority: true }
    const who = 'repeatedEditedNearestNeighbours'
    return editPasses({ who, X, y, samplingStrategy, rules, hardest: rule, ...until, context })
  },
})
