import { exp, z } from '../../core/index.ts'
import { apportion } from './apportion.ts'
import { defineOverSampler, overSamplerOptions } from './define-over-sampler.ts'
import { interpolate } from './interpolate.ts'
import { proximityLevels } from './proximity-levels.ts'
import { repeatSlots } from './repeat-slots.ts'

/** The options of `proWSyn`. */
export const proWSynOptions = overSamplerOptions.extend({
  /** How many nearest rows of the class each row of another class draws to the next level. */
  nNeighbors: z.int().min(1).default(5).describe('nearest rows of the class that each row of another class marks'),
  /** How many levels of distance from the other classes there are. */
  levels: z.int().min(1).default(5).describe('how many levels of distance from the other classes there are'),
  /** How fast weights fall from level to level, by `exp(−theta)`; 0 weighs all rows alike. */
  theta: z.number().min(0).default(1).describe('how fast weights fall with the level: by exp(-theta) each'),
})

/**
 * Grows minority classes most where they lie near others: rows are sorted into levels by nearness, a row of level l has
 * the weight `exp(−theta × (l − 1))`, and new rows are shared out by weight. They lie on segments to a drawn row of the
 * same level, however far, not to near neighbors alone.
 *
 * Numeric columns only, all on one scale; missing cells as in `smote`. Second in the comparison of 85 over-samplers by G. Kovács
 * (Applied Soft Computing 83, 2019). Do not use it where the rare class lies in several clusters: segments between rows
 * of one level run across what lies between them.
 *
 * S. Barua, M. M. Islam and K. Murase, "ProWSyn: Proximity Weighted Synthetic Oversampling Technique for Imbalanced Data
 * Set Learning", PAKDD 2013. Levels equal those of smote_variants where no two distances tie.
 */
export const proWSyn = defineOverSampler({
  name: 'proWSyn',
  options: proWSynOptions,
  reads: 'numbers',
  accepts: ['missing'],
  neighborsNeeded: ({ nNeighbors }) => nNeighbors,

  async synthesize(rows, count, { X, y, code, options: { nNeighbors, levels, theta }, random, context }) {
    const level = await proximityLevels(X, y, code, rows, nNeighbors, levels, context)
    const slots = repeatSlots(apportion(weightsOf(level, theta, count), count))
    const first = slots.map((slot) => rows[slot]!)
    const second = partners(rows, level, slots, random.fork('partners').uniform(count))
    return interpolate(X, first, second, random.fork('steps').uniform(count), context)
  },
})

/** Each row's share of `count`. Counted from the lowest level that has rows, so that a steep theta leaves some. */
function weightsOf(level: Int32Array, theta: number, count: number): Float64Array {
  const lowest = level.reduce((least, one) => Math.min(least, one))
  const weights = Float64Array.from(level, (one) => exp(-theta * (one - lowest)))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => (weight / total) * count)
}

/** For each new row another row of its level, drawn; of the whole class where the level has no other. */
function partners(rows: Int32Array, level: Int32Array, slots: Int32Array, draws: Float64Array): Int32Array {
  const all = rows.map((_, slot) => slot)
  const members = new Map<number, Int32Array>()
  for (const one of new Set(level)) {
    const own = all.filter((slot) => level[slot] === one)
    members.set(one, own.length > 1 ? own : all)
  }
  return slots.map((slot, row) => {
    const own = members.get(level[slot]!)!
    // All but the row itself, which stands at some place of the list.
    const drawn = Math.floor(draws[row]! * (own.length - 1))
    return rows[own[drawn] === slot ? own[own.length - 1]! : own[drawn]!]!
  })
}
