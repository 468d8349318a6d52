import { isCategorical } from '../check-columns.ts'
import { defineOverSampler } from './define-over-sampler.ts'
import { drawPairs } from './draw-pairs.ts'
import { interpolate } from './interpolate.ts'
import { mixedNeighbors } from './mixed-neighbors.ts'
import { medianDeviation, mixedPoints } from './mixed-points.ts'
import { smoteOptions } from './smote.ts'
import { voteCategories } from './vote-categories.ts'

/** The options of `smotenc`: those of `smote`. */
export const smotencOptions = smoteOptions

/**
 * SMOTE for numbers beside categories: numbers are drawn on the segment between near neighbors, and every category is
 * the one that most of the k neighbors have.
 *
 * Columns of kind `category` and `boolean` are the categories, all others numbers; at least one of each. Missing cells are
 * measured around (see `missingMixedNeighbors`): a new number is that of the parent that has one, and of categories only
 * those that are there vote.
 * Scale the numbers first. A category that differs adds the median standard deviation of the class's numbers to the
 * distance, squared. Any number of levels will do: they are compared as codes, so one-hot encoding comes after, never
 * before. Do not use it where the categories say nearly everything: new rows then repeat the commonest levels.
 *
 * N. V. Chawla et al., "SMOTE: Synthetic Minority Over-sampling Technique", JAIR 16, 2002, section 6.1. Equal to
 * imbalanced-learn's `SMOTENC` from version 0.12, bit for bit with `random: numpyRandom(seed)` where no two distances
 * tie; ties go to the lower row.
 */
export const smotenc = defineOverSampler({
  name: 'smotenc',
  options: smotencOptions,
  reads: 'mixed',
  accepts: ['missing'],
  neighborsNeeded: ({ kNeighbors }) => kNeighbors,

  async synthesize(rows, count, { X, options: { kNeighbors }, random, context }) {
    const { positions, choices, steps } = drawPairs(random, rows.length, kNeighbors, count)
    const points = mixedPoints(X, rows)
    const nearest = await mixedNeighbors(points, medianDeviation(points), positions, kNeighbors, context)
    const first = positions.map((position) => rows[position]!)
    const second = choices.map((choice, row) => rows[nearest.of(positions[row]!, choice)]!)
    const made = interpolate(X, first, second, steps, context)

    async function fill(into: Float64Array): Promise<void> {
      await made.fill(into)
      const ties = random.fork('ties')
      for (const [index, column] of X.columns.entries()) {
        if (!isCategorical(column)) continue
        const voters = { rows, positions, nearest, kNeighbors }
        await voteCategories(X, index, voters, ties.continue(`column ${column.name}`), into, context)
      }
    }
    return { ...made, fill }
  },
})
