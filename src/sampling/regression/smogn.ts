import { breathe, type Matrix, takeRows, z } from '../../core/index.ts'
import { nanSquaredDistance } from '../distances/missing-neighbors.ts'
import { nearestOthers } from '../nearest-others.ts'
import { distinct } from '../over/distinct.ts'
import { pointsOf } from '../points-of.ts'
import { defineRegressionSampler, type NewTargets, regressionOptions } from './define-regression-sampler.ts'
import { rowBetween } from './row-between.ts'
import { safeDistances } from './safe-distances.ts'

/** The options of `smogn`. */
export const smognOptions = regressionOptions.extend({
  /** How large the noise is at most, in standard deviations of each column, and of the target, over the stretch. */
  pert: z
    .number()
    .min(0)
    .default(0.02)
    .describe('most noise on a row far from its neighbor, in standard deviations of each column over the stretch'),
})

/**
 * SMOTER that trusts only near neighbors: where the drawn neighbor lies nearer than half the median of the row's
 * distances to its stretch, the new row lies between the two, as `smoter` makes it; where it lies farther off, the new
 * row is the row itself with gaussian noise on every column and on the target.
 *
 * The noise has `pert` standard deviations of the stretch, or as many as that half median is long where this is less.
 * Stretches shrink and grow to the counts of `smoter`. A row made by noise names its one parent twice, with step 0.
 * Numeric columns only, all on one scale (standardize first: `pert` is compared with distances); whole numbers and dates
 * stay whole; missing cells as in `smoter`, and noise leaves them missing. Do not use it where extreme values are errors
 * rather than rare cases, which it would multiply; nor for stretches of more than some ten thousands of rows, since all
 * distances from every drawn row are measured; where the rare rows lie close together it is `smoter`.
 *
 * P. Branco, L. Torgo and R. P. Ribeiro, "SMOGN: a Pre-processing Approach for Imbalanced Regression", PMLR 74, 2017;
 * rows to grow from are drawn, so that counts are met exactly, where the paper takes each the same number of times. Throws
 * a `DataError` where a rare stretch has too few rows, or nothing is rare or everything.
 */
export const smogn = defineRegressionSampler({
  name: 'smogn',
  options: smognOptions,

  async synthesize(rows, into, { X, y, options: { kNeighbors, pert }, random, context }) {
    const own = pointsOf(takeRows(X, rows))
    const count = into.y.length
    const drawn = random.randint(0, rows.length * kNeighbors, count)
    const uniform = random.uniform(count)
    const positions = Int32Array.from(drawn, (one) => Math.floor(one / kNeighbors))
    const seeds = distinct(positions, rows.length)
    const slot = new Int32Array(rows.length)
    seeds.forEach((position, index) => {
      slot[position] = index
    })
    const near = await nearestOthers(own, seeds, kNeighbors, context)
    const safe = await safeDistances(own, seeds, context)
    const spread = spreadsOf(X, y, rows)
    const noise = random.fork('noise')
    for (let row = 0; row < count; row++) {
      if (row % 1024 === 0) await breathe(context, { stage: 'making rows', done: row, total: count })
      const seed = positions[row]!
      const other = near[slot[seed]! * kNeighbors + (drawn[row]! % kNeighbors)]!
      const reach = safe[slot[seed]!]!
      const isNear = Math.sqrt(nanSquaredDistance(own, seed, own, other)) < reach
      into.parents[row * 2] = rows[seed]!
      into.parents[row * 2 + 1] = rows[isNear ? other : seed]!
      into.steps[row] = isNear ? uniform[row]! : 0
      if (isNear) rowBetween(X, y, into, row)
      else addNoise(X, y, into, row, spread, Math.min(pert, reach), noise.randn(spread.length))
    }
  },
})

/** The standard deviation, over the rows and of the population, of each column and of the target; missing cells left out. */
function spreadsOf({ data, columns }: Matrix, y: Float64Array, rows: Int32Array): Float64Array {
  const width = columns.length
  return Float64Array.from({ length: width + 1 }, (_, column) => {
    const all = Float64Array.from(rows, (row) => (column < width ? data[row * width + column]! : y[row]!))
    const known = all.filter((value) => !Number.isNaN(value))
    const mean = known.reduce((sum, value) => sum + value, 0) / known.length
    return Math.sqrt(known.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / known.length)
  })
}

/** Writes the row's parent with noise of `share` spreads on every column and on the target. */
function addNoise(
  { data, columns }: Matrix,
  y: Float64Array,
  into: NewTargets,
  row: number,
  spread: Float64Array,
  share: number,
  normal: Float64Array,
): void {
  const width = columns.length
  const parent = into.parents[row * 2]!
  for (let column = 0; column < width; column++) {
    const { kind } = columns[column]!
    // What is true or false has no noise that it would bear.
    const made = data[parent * width + column]! + (kind === 'boolean' ? 0 : normal[column]! * spread[column]! * share)
    into.X[row * width + column] = kind === 'number' ? made : Math.round(made)
  }
  into.y[row] = y[parent]! + normal[width]! * spread[width]! * share
}
