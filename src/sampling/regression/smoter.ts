import { breathe, takeRows } from '../../core/index.ts'
import { nearestOthers } from '../nearest-others.ts'
import { pointsOf } from '../points-of.ts'
import { defineRegressionSampler, regressionOptions } from './define-regression-sampler.ts'
import { rowBetween } from './row-between.ts'

/** The options of `smoter`. */
export const smoterOptions = regressionOptions

/**
 * SMOTE for regression: stretches of the target that matter grow by rows between near neighbors, stretches that do not
 * shrink at random, until all have about the same number of rows (all rows divided by the number of stretches).
 *
 * The target of a new row is the mean of its parents', each weighing the more the nearer it lies. Numeric columns only,
 * all on one scale; whole numbers and dates stay whole; missing cells are measured around (see `missingNeighbors`), and a
 * new cell is that of the parent that has one. Not where extreme values are errors rather than rare cases: it would
 * multiply them.
 *
 * L. Torgo et al., "SMOTE for Regression", EPIA 2013, with the `"balance"` of R's UBL. Throws a `DataError` where a rare
 * stretch has too few rows, or nothing is rare or everything.
 */
export const smoter = defineRegressionSampler({
  name: 'smoter',
  options: smoterOptions,

  async synthesize(rows, into, { X, y, options: { kNeighbors }, random, context }) {
    const own = pointsOf(takeRows(X, rows))
    const near = await nearestOthers(own, Int32Array.from(rows.keys()), kNeighbors, context)
    const count = into.y.length
    const drawn = random.randint(0, near.length, count)
    into.steps.set(random.uniform(count))
    for (let row = 0; row < count; row++) {
      if (row % 1024 === 0) await breathe(context, { stage: 'making rows', done: row, total: count })
      into.parents[row * 2] = rows[Math.floor(drawn[row]! / kNeighbors)]!
      into.parents[row * 2 + 1] = rows[near[drawn[row]!]!]!
      rowBetween(X, y, into, row)
    }
  },
})
