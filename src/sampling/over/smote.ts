import { takeRows, z } from '../../core/index.ts'
import { pointsOf } from '../points-of.ts'
import { defineOverSampler, overSamplerOptions } from './define-over-sampler.ts'
import { drawPairs } from './draw-pairs.ts'
import { interpolate } from './interpolate.ts'
import { neighborsOfDrawn } from './neighbors-of-drawn.ts'

/** The options of `smote`. */
export const smoteOptions = overSamplerOptions.extend({
  /** How many nearest rows of its own class a row may lean towards. Fewer keeps closer to the data. */
  kNeighbors: z.int().min(1).default(5).describe('nearest rows of the same class to draw towards'),
})

/**
 * Grows minority classes with new rows drawn on the segments between near neighbors of the same class.
 *
 * Numeric columns only, none missing, all on one scale (standardize first): use `smotenc` when some columns are
 * categories. Do not use it where the rare class lies in scattered islands or overlaps the other: the segments then run
 * through the other class. With many columns (more than a few dozen) distances say little; prefer class weights.
 *
 * N. V. Chawla et al., "SMOTE: Synthetic Minority Over-sampling Technique", JAIR 16, 2002. Equal to imbalanced-learn's
 * `SMOTE`, bit for bit with `random: numpyRandom(seed)` where no two distances tie; ties go to the lower row.
 */
export const smote = defineOverSampler({
  name: 'smote',
  options: smoteOptions,
  reads: 'numbers',
  neighborsNeeded: ({ kNeighbors }) => kNeighbors,

  async synthesize(rows, count, { X, options: { kNeighbors }, random, context }) {
    const { positions, choices, steps } = drawPairs(random, rows.length, kNeighbors, count)
    const nearest = await neighborsOfDrawn(pointsOf(takeRows(X, rows)), positions, kNeighbors, context)
    const first = positions.map((position) => rows[position]!)
    const second = choices.map((choice, row) => rows[nearest.of(positions[row]!, choice)]!)
    return interpolate(X, first, second, steps, context)
  },
})
