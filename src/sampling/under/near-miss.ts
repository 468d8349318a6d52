import { type Context, type Matrix, takeRows, z } from '../../core/index.ts'
import { sortedOrder } from '../../evaluation/index.ts'
import type { Points } from '../../kernels/index.ts'
import { hasMissing } from '../distances/space.ts'
import { nearestBetween } from '../nearest-between.ts'
import { distinct } from '../over/distinct.ts'
import { pointsOf } from '../points-of.ts'
import { defineUnderSampler, undrawnSamplerOptions } from './define-under-sampler.ts'
import { leastFarthestSums } from './farthest-sums.ts'
import { leastNearestSums, type RowSums } from './least-nearest-sums.ts'
import { missingFarthestSums } from './missing-farthest-sums.ts'
import { nearestSums } from './nearest-sums.ts'
import { rarestRows } from './rarest-rows.ts'
import { rowsAsPoints } from './rows-as-points.ts'

/** The options of `nearMiss`. */
export const nearMissOptions = undrawnSamplerOptions.extend({
  /** 1: near to their nearest rare rows; 2: near to their farthest; 3: around every rare row, those far from the others. */
  version: z
    .literal([1, 2, 3])
    .default(1)
    .describe('which rows stay: 1 near to their nearest rare rows, 2 to their farthest, 3 some around every rare row'),
  /** Over how many rare rows a distance is averaged. Where there are fewer, over all of them. */
  nNeighbors: z.int().min(1).default(3).describe('rare rows over which a distance is averaged'),
  /** For version 3: how many rows around each rare row come into question. */
  nNeighborsVer3: z
    .int()
    .min(1)
    .default(3)
    .describe('for version 3, rows around each rare row that come into question'),
})

/**
 * Shrinks majority classes to the rows near the rarest class, by the mean distance to `nNeighbors` of its rows: the
 * nearest of them (version 1) or the farthest (version 2); version 3 first takes the `nNeighborsVer3` nearest rows of
 * every rare row, and of these the ones whose mean distance is greatest.
 *
 * Numeric columns only, all on one scale; missing cells are measured around (see `missingNeighbors`). Rows come by rising
 * distance (version 3: falling). Version 3 gives fewer rows than asked for where few come into question. Do not use it where the rare class holds mistakes or
 * overlaps the others: it then keeps exactly the rows that are hardest to tell apart, and drops what the majority looks
 * like elsewhere, so that a model calls much of it rare. Version 2 keeps the middle of the majority and hardly more.
 *
 * I. Mani, J. Zhang, "kNN approach to unbalanced data distributions: a case study involving information extraction",
 * Workshop on Learning from Imbalanced Datasets, 2003. Equal to imbalanced-learn's `NearMiss`, rows and order, where no
 * two distances tie; ties go to the lower row.
 */
export const nearMiss = defineUnderSampler({
  name: 'nearMiss',
  options: nearMissOptions,
  reads: 'numbers',
  accepts: ['missing'],

  async choose(rows, count, { X, y, options: { version, nNeighbors, nNeighborsVer3 }, context }) {
    const rare = pointsOf(takeRows(X, rarestRows(y)))
    const k = Math.min(nNeighbors, rare.rowCount)
    if (version === 3) return chooseAround(rows, count, X, rare, k, nNeighborsVer3, context)
    if (version === 1) return takeInOrder(await leastNearestSums(pointsOf(X), rows, rare, k, count, context), count)
    const points = await rowsAsPoints(X, rows, context)
    const missing = hasMissing(points.data) || hasMissing(rare.data)
    const sums = missing
      ? await missingFarthestSums(points, rare, k, context)
      : await leastFarthestSums(points, rare, k, count, context)
    return takeInOrder({ rows, sums }, count)
  },
})

/** Of the rows nearest to any rare row, the `count` farthest from their nearest rare rows. */
async function chooseAround(
  rows: Int32Array,
  count: number,
  X: Matrix<'train'>,
  rare: Points,
  k: number,
  nearest: number,
  context: Context,
): Promise<Int32Array> {
  const majority = { points: pointsOf(X), rows }
  const { indices } = await nearestBetween(rare, majority, Math.min(nearest, rows.length), context)
  const around = distinct(indices, rows.length).map((position) => rows[position]!)
  const sums = await nearestSums({ points: pointsOf(X), rows: around }, rare, k, context)
  return takeInOrder({ rows: around, sums }, count, true)
}

function takeInOrder({ rows, sums }: RowSums, count: number, descending = false): Int32Array {
  const order = sortedOrder(sums, descending)
  return order.subarray(0, count).map((position) => rows[position]!)
}
