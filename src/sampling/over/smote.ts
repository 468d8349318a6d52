import { takeRows, takeSparseRows, z } from '../../core/index.ts'
import { spaceOf } from '../distances/space.ts'
import type { AnyMatrix } from '../sampler.ts'
import { defineOverSampler, overSamplerOptions } from './define-over-sampler.ts'
import { drawPairs } from './draw-pairs.ts'
import { interpolate } from './interpolate.ts'
import { interpolateSparse } from './interpolate-sparse.ts'
import { neighborsOfDrawn } from './neighbors-of-drawn.ts'

/** The options of `smote`. */
export const smoteOptions = overSamplerOptions.extend({
  /** How many nearest rows of its own class a row may lean towards. Fewer keeps closer to the data. */
  kNeighbors: z.int().min(1).default(5).describe('nearest rows of the same class to draw towards'),
})

/**
 * Grows minority classes with new rows drawn on the segments between near neighbors of the same class.
 *
 * Numeric columns only, all on one scale (standardize first): use `smotenc` when some columns are categories. Missing
 * cells are measured around (see `missingNeighbors`): a new cell is that of the parent that has one, and missing where
 * neither has. Sparse rows give what the same rows written out give, and never take memory of rows × columns. Do not use it where the rare class lies in scattered islands or overlaps the other: the segments then run
 * through the other class. With many columns (more than a few dozen) distances say little; prefer class weights.
 *
 * N. V. Chawla et al., "SMOTE: Synthetic Minority Over-sampling Technique", JAIR 16, 2002. Equal to imbalanced-learn's
 * `SMOTE`, bit for bit with `random: numpyRandom(seed)` where no two distances tie; ties go to the lower row.
 */
export const smote = defineOverSampler({
  name: 'smote',
  options: smoteOptions,
  reads: 'numbers',
  accepts: ['missing', 'sparse'],
  neighborsNeeded: ({ kNeighbors }) => kNeighbors,

  async synthesize(rows, count, { X, options: { kNeighbors }, random, context }) {
    const { positions, choices, steps } = drawPairs(random, rows.length, kNeighbors, count)
    const given = X as AnyMatrix
    const own = given.format === 'csr' ? takeSparseRows(given, rows) : takeRows(given, rows)
    const nearest = await neighborsOfDrawn(spaceOf(own), positions, kNeighbors, context)
    const first = positions.map((position) => rows[position]!)
    const second = choices.map((choice, row) => rows[nearest.of(positions[row]!, choice)]!)
    return given.format === 'csr'
      ? interpolateSparse(given, first, second, steps, context)
      : interpolate(given, first, second, steps, context)
  },
})
