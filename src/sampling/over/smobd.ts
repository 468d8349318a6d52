import { type Context, takeRows, z } from '../../core/index.ts'
import type { Points } from '../../kernels/index.ts'
import { pointsOf } from '../points-of.ts'
import { countWithin } from './count-within.ts'
import { defineOverSampler, overSamplerOptions } from './define-over-sampler.ts'
import { drawWeighted } from './draw-weighted.ts'
import { interpolate } from './interpolate.ts'
import { opticsDistances } from './optics-distances.ts'

/** The options of `smobd`. */
export const smobdOptions = overSamplerOptions.extend({
  /** How much thin places weigh; the rest, `1 − eta1`, is for places with many rows. */
  eta1: z.number().min(0).max(1).default(0.5).describe('how much thin places weigh; the rest is for crowded ones'),
  /** Rows farther than this many times the mean from their neighbors, by both distances, are noise and left alone. */
  t: z.number().min(0).default(1.8).describe('rows farther from the others than this many times the mean are noise'),
  /** To which nearest row, itself the first, the core distance is taken; and how many others a row may lean towards. */
  minSamples: z.int().min(2).default(5).describe('nearest rows that say how thinly a row lies, and to draw towards'),
  /** Within which distance rows are counted for the crowd; 0 stands for the mean core distance. */
  maxEps: z.number().min(0).default(0).describe('within which distance rows are counted; 0: the mean core distance'),
})

/**
 * SMOTE by density: rows are drawn in proportion to `eta1` × how thinly they lie + `(1 − eta1)` × how many others lie
 * near, each as a share of the class's largest; rows far from all others are noise and not drawn.
 *
 * Numeric columns only, all on one scale; missing cells as in `smote`. Fifth in the comparison of 85 over-samplers by G. Kovács (Applied
 * Soft Computing 83, 2019). Looks at the rows of the class alone, so do not use it where the classes overlap; nor for
 * classes of more than some ten thousands of rows, for the time grows with the square of their number.
 *
 * Q. Cao and S. Wang, "Applying Over-sampling Technique Based on Data Density and Cost-Sensitive SVM to Imbalanced
 * Learning", ICIII 2011. Weights equal those of smote_variants for the same `maxEps`, but for noise: there the mean of
 * the reachability distances is infinite, so that none is ever found.
 */
export const smobd = defineOverSampler({
  name: 'smobd',
  options: smobdOptions,
  reads: 'numbers',
  accepts: ['missing'],
  neighborsNeeded: ({ minSamples }) => minSamples,

  async synthesize(rows, count, { X, options, random, context }) {
    const { minSamples } = options
    const { weights, nearest } = await densityWeights(pointsOf(takeRows(X, rows)), options, context)
    const slots = drawWeighted(random.fork('rows'), weights, count)
    const choices = random.fork('neighbors').choice(minSamples, count, true)
    const first = slots.map((slot) => rows[slot]!)
    const second = choices.map((choice, row) => rows[nearest[slots[row]! * minSamples + choice]!]!)
    return interpolate(X, first, second, random.fork('steps').uniform(count), context)
  },
})

/** What weighs the rows of a class. */
export interface DensityOptions {
  readonly eta1: number
  readonly t: number
  readonly minSamples: number
  readonly maxEps: number
}

/** How often each point is to be drawn, and its nearest others. Exported for the comparison with the peer. */
export async function densityWeights(
  points: Points,
  { eta1, t, minSamples, maxEps }: DensityOptions,
  context: Context,
) {
  const { core, reachability, nearest } = await opticsDistances(points, minSamples, context)
  const meanCore = mean(core.filter(Number.isFinite))
  const meanReach = mean(reachability.filter(Number.isFinite))
  const crowd = await countWithin(points, maxEps || meanCore, context)
  const [thinnest, largest] = [Math.max(1e-8, greatest(core.filter(Number.isFinite))), greatest(crowd)]
  const weights = core.map((distance, point) => {
    // The first of the ordering was reached from nowhere, so its core distance alone decides.
    const noise = distance > t * meanCore && reachability[point]! > t * meanReach
    return noise ? 0 : (Math.min(distance, thinnest) / thinnest) * eta1 + (crowd[point]! / largest) * (1 - eta1)
  })
  return { weights: weights.some((weight) => weight > 0) ? weights : weights.fill(1), nearest }
}

function mean(values: Float64Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

function greatest(values: ArrayLike<number>): number {
  let most = Number.NEGATIVE_INFINITY
  for (let i = 0; i < values.length; i++) if (values[i]! > most) most = values[i]!
  return most
}
