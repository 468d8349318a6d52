import { DataError, type Labels, z } from '../../core/index.ts'
import { apportion } from './apportion.ts'
import { defineOverSampler, overSamplerOptions } from './define-over-sampler.ts'
import { interpolate } from './interpolate.ts'
import { numpySum } from './numpy-sum.ts'
import { repeatSlots } from './repeat-slots.ts'
import { countOthers, ownNeighbors, surroundings } from './surroundings.ts'

/** The options of `adasyn`. */
export const adasynOptions = overSamplerOptions.extend({
  /** How many nearest rows of all classes say how hard a row is, and how many of its own class it may lean towards. */
  nNeighbors: z.int().min(1).default(5).describe('nearest rows that say how hard a row is, and to draw towards'),
  /** Whether the wanted count is met; `false` rounds each row's share, as imbalanced-learn does. */
  exactCount: z
    .boolean()
    .default(true)
    .describe('meet the wanted count; false rounds the share of each row, as imbalanced-learn does'),
})

/**
 * SMOTE with more new rows where a row has more neighbors of other classes: shares are in proportion to their number.
 *
 * Numeric columns only, all on one scale; missing cells as in `smote`. Do not use it where labels are noisy: a mislabeled row deep in
 * the other class has the most such neighbors and gets the most new rows. Where no row has any, it is an error.
 *
 * H. He et al., "ADASYN: Adaptive Synthetic Sampling Approach for Imbalanced Learning", IJCNN 2008. With
 * `exactCount: false` equal to imbalanced-learn's `ADASYN`, whose counts may miss those that were asked for, bit for bit
 * with `random: numpyRandom(seed)` where no two distances tie; ties go to the lower row.
 */
export const adasyn = defineOverSampler({
  name: 'adasyn',
  options: adasynOptions,
  reads: 'numbers',
  accepts: ['missing'],
  stream: 'continue',
  neighborsNeeded: ({ nNeighbors }) => nNeighbors,

  async synthesize(rows, count, { X, y, code, options: { nNeighbors, exactCount }, random, context }) {
    const around = await surroundings('adasyn', X, rows, nNeighbors, 'nNeighbors', context)
    const hardness = Float64Array.from(countOthers(around, y, code), (others) => others / nNeighbors)
    const total = numpySum(hardness)
    if (total === 0) throw noOthers(y, code, nNeighbors)
    const wanted = hardness.map((share) => (share / total) * count)
    const shares = exactCount ? apportion(wanted, count) : Int32Array.from(wanted, roundHalfToEven)
    const slots = repeatSlots(shares)
    if (slots.length === 0) throw noRows(y, code, count)
    const choices = random.choice(nNeighbors, slots.length, true)
    const steps = random.uniform(slots.length)
    const first = slots.map((slot) => rows[slot]!)
    const second = await ownNeighbors(X, y, code, rows, around, slots, choices, context)
    return interpolate(X, first, second, steps, context)
  },
})

function roundHalfToEven(value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1
  return floor % 2 === 0 ? floor : floor + 1
}

function noOthers(y: Labels, code: number, nNeighbors: number): DataError {
  return new DataError(
    `adasyn: no row of class "${y.classes[code]}" has a row of another class among its ${nNeighbors} nearest, so none is harder than the rest. Raise \`nNeighbors\`, or use \`smote\`.`,
  )
}

function noRows(y: Labels, code: number, count: number): DataError {
  return new DataError(
    `adasyn: the ${count} rows wanted of class "${y.classes[code]}" round to none for each of its rows. Use \`exactCount: true\`, or ask for more rows.`,
  )
}
