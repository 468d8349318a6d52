import { z } from '../../core/index.ts'
import { defineCleaningSampler } from './define-cleaning-sampler.ts'
import { editPasses } from './edit-passes.ts'
import { type EditRule, editingOptions } from './edit-rule.ts'

/** The options of `allKnn`. */
export const allKnnOptions = editingOptions.extend({
  /** Whether a class may become smaller than the rarest was. */
  allowMinority: z.boolean().default(false).describe('whether a class may become smaller than the rarest was'),
})

/**
 * `editedNearestNeighbours` with one neighbor, then with two, and so on up to `nNeighbors`, each on what the one before
 * left. It stops early where another class becomes smaller than the rarest was, unless `allowMinority`, or is emptied.
 *
 * Numeric columns, all on one scale. It takes away more than one pass with all neighbors does, so what is said against
 * `editedNearestNeighbours` holds for it the more: do not use it to balance counts, nor where classes overlap widely.
 *
 * A `samplingStrategy` of words is read anew in each pass, by the counts that are left: with `'not minority'` (which
 * `'auto'` is) the class spared is the one that is smallest then. Name classes to clean the same ones in all passes.
 *
 * I. Tomek, "An Experiment with the Edited Nearest-Neighbor Rule", IEEE Transactions on Systems, Man, and Cybernetics 6,
 * 1976. Equal to imbalanced-learn's `AllKNN`, rows and order, where no two distances tie; ties go to the lower row.
 */
export const allKnn = defineCleaningSampler({
  name: 'allKnn',
  options: allKnnOptions,
  reads: 'numbers',
  accepts: ['missing', 'sparse'],

  clean({ X, y, options: { samplingStrategy, kindSel, nNeighbors, allowMinority }, context }) {
    const rules = Array.from({ length: nNeighbors }, (_, index): EditRule => ({ kindSel, nNeighbors: index + 1 }))
    const hardest: EditRule = kindSel === 'all' ? rules[nNeighbors - 1]! : { kindSel: 'all', nNeighbors }
    return editPasses({ who: 'allKnn', X, y, samplingStrategy, rules, hardest, untilMinority: !allowMinority, context })
  },
})
