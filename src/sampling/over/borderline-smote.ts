import { DataError, type Labels, z } from '../../core/index.ts'
import { defineOverSampler } from './define-over-sampler.ts'
import { drawPairs } from './draw-pairs.ts'
import { interpolate } from './interpolate.ts'
import { smoteOptions } from './smote.ts'
import { countOthers, ownNeighbors, surroundings } from './surroundings.ts'

/** The options of `borderlineSmote`. */
export const borderlineSmoteOptions = smoteOptions.extend({
  /** How many nearest rows of all classes decide whether a row is in danger: at least half of them others, but not all. */
  mNeighbors: z.int().min(1).default(10).describe('nearest rows of all classes that decide which rows are in danger'),
  /** Whether rows lean towards their own class alone, or also up to half of the way towards another. */
  kind: z
    .enum(['borderline-1', 'borderline-2'])
    .default('borderline-1')
    .describe('"borderline-1" leans towards the own class alone, "borderline-2" also up to half way to others'),
})

/**
 * SMOTE from rows in danger only: those that have at least half, but not all, of their neighbors in other classes.
 *
 * Numeric columns only, all on one scale; missing cells as in `smote`. Do not use it where the classes overlap widely or labels are
 * noisy: it then grows the overlap and the mistakes; nor where the rare class lies apart, since no row is in danger
 * there, which is an error here (imbalanced-learn returns the data unchanged, without a word).
 *
 * H. Han, W.-Y. Wang and B.-H. Mao, "Borderline-SMOTE: A New Over-Sampling Method in Imbalanced Data Sets Learning",
 * ICIC 2005. Equal to imbalanced-learn's `BorderlineSMOTE` from version 0.12, bit for bit with
 * `random: numpyRandom(seed)` where no two distances tie; ties go to the lower row.
 */
export const borderlineSmote = defineOverSampler({
  name: 'borderlineSmote',
  options: borderlineSmoteOptions,
  reads: 'numbers',
  accepts: ['missing'],
  neighborsNeeded: ({ kNeighbors }) => kNeighbors,

  async synthesize(rows, count, { X, y, code, options: { kNeighbors, mNeighbors, kind }, random, context }) {
    const towardsAll = kind === 'borderline-2'
    const [k, option] = towardsAll && kNeighbors > mNeighbors ? [kNeighbors, 'kNeighbors'] : [mNeighbors, 'mNeighbors']
    const around = await surroundings('borderlineSmote', X, rows, k, option, context)
    const others = countOthers(around, y, code, mNeighbors)
    const danger = rows.map((_, slot) => slot).filter((slot) => inDanger(others[slot]!, mNeighbors))
    if (danger.length === 0) throw noDanger(y, code, others, mNeighbors)
    const { positions, choices, steps } = drawPairs(random, danger.length, kNeighbors, count)
    const slots = positions.map((position) => danger[position]!)
    const first = slots.map((slot) => rows[slot]!)
    if (!towardsAll) {
      const second = await ownNeighbors(X, y, code, rows, around, slots, choices, context)
      return interpolate(X, first, second, steps, context)
    }
    const second = slots.map((slot, row) => around.nearest[slot * k + choices[row]!]!)
    const foreign = second.map((_, row) => row).filter((row) => y.codes[second[row]!] !== code)
    const shares = new Float64Array(count).fill(1)
    random
      .fork('other classes')
      .uniform(foreign.length, 0, 0.5)
      .forEach((share, index) => {
        shares[foreign[index]!] = share
      })
    return interpolate(X, first, second, steps, context, shares)
  },
})

/** At least half, but not all, of the neighbors are of other classes. */
function inDanger(others: number, mNeighbors: number): boolean {
  return others >= mNeighbors / 2 && others < mNeighbors
}

function noDanger(y: Labels, code: number, others: Int32Array, mNeighbors: number): DataError {
  const alone = others.reduce((sum, count) => sum + (count === mNeighbors ? 1 : 0), 0)
  return new DataError(
    `borderlineSmote: no row of class "${y.classes[code]}" is in danger; of its ${others.length} rows, with ${mNeighbors} neighbors each, ${others.length - alone} lie safely in their class and ${alone} alone among others. Change \`mNeighbors\`, or use \`smote\`.`,
  )
}
