import { defineCleaningSampler } from './define-cleaning-sampler.ts'
import { editPasses } from './edit-passes.ts'
import { editingOptions } from './edit-rule.ts'

/** The options of `editedNearestNeighbours`. */
export const editedNearestNeighboursOptions = editingOptions

/**
 * Takes away majority rows that their nearest neighbors speak against: with `kindSel: 'all'` those that have any row of
 * another class among their `nNeighbors` nearest, with `'mode'` those whose class is not the commonest there.
 *
 * Numeric columns, all on one scale. It clears the ground around the rare class and shrinks the other only as far as the
 * two mix: do not use it to balance counts, nor where classes overlap widely, since `'all'` then takes away most of the
 * overlap, and the scores of a model trained on the rest are too sure of themselves there.
 *
 * D. Wilson, "Asymptotic Properties of Nearest Neighbor Rules Using Edited Data", IEEE Transactions on Systems, Man, and
 * Cybernetics 2, 1972. Equal to imbalanced-learn's `EditedNearestNeighbours`, rows and order, where no two distances
 * tie; ties go to the lower row.
 */
export const editedNearestNeighbours = defineCleaningSampler({
  name: 'editedNearestNeighbours',
  options: editedNearestNeighboursOptions,
  reads: 'numbers',
  accepts: ['missing', 'sparse'],

  clean({ X, y, options: { samplingStrategy, kindSel, nNeighbors }, context }) {
    const rule = { kindSel, nNeighbors }
    return editPasses({ who: 'editedNearestNeighbours', X, y, samplingStrategy, rules: [rule], hardest: rule, context })
  },
})
