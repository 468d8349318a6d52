import { type Context, DataError, type Matrix, takeRows, z } from '../../core/index.ts'
import { nearestBetween } from '../nearest-between.ts'
import { pointsOf } from '../points-of.ts'
import { defineOverSampler } from './define-over-sampler.ts'
import { drawPairs } from './draw-pairs.ts'
import { fillFrom } from './fill-from-parents.ts'
import { interpolate } from './interpolate.ts'
import { neighborsOfDrawn } from './neighbors-of-drawn.ts'
import { smoteOptions } from './smote.ts'

/** The options of `lee`. */
export const leeOptions = smoteOptions.extend({
  /** How many nearest rows of all classes around a new row decide whether it stays. */
  mNeighbors: z.int().min(1).default(5).describe('nearest rows of all classes that decide whether a new row stays'),
  /** A new row is rejected where more than this share of them is of other classes; 1 rejects none. */
  rejectionLevel: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('a new row is rejected where more than this share of the rows around it is of other classes'),
})

/** Where so many candidates have been tried for each row that is wanted, the class has no room of its own. */
const mostTries = 50

/**
 * SMOTE with rejection: a new row stays only where no more than half of the rows around it are of other classes.
 *
 * Numeric columns only, all on one scale; missing cells as in `smote`. Fourth in the comparison of 85 over-samplers by G. Kovács
 * (Applied Soft Computing 83, 2019). Do not use it where the rare class lies scattered among the others: nearly all is
 * rejected then, which is an error after 50 tries for each row (smote_variants lowers its standard instead); and what
 * stays makes the core of the class heavier, not its border.
 *
 * J. Lee, N. Kim and J.-H. Lee, "An over-sampling technique with rejection for imbalanced class learning", IMCOM 2015.
 */
export const lee = defineOverSampler({
  name: 'lee',
  options: leeOptions,
  reads: 'numbers',
  accepts: ['missing'],
  neighborsNeeded: ({ kNeighbors }) => kNeighbors,

  async synthesize(rows, count, { X, y, code, options, random, context }) {
    const { kNeighbors, mNeighbors, rejectionLevel } = options
    if (X.rowCount < mNeighbors) {
      throw new DataError(
        `lee: there are ${X.rowCount} rows in all, fewer than \`mNeighbors\` ${mNeighbors}. Lower it.`,
      )
    }
    const own = pointsOf(takeRows(X, rows))
    const kept = { first: new Int32Array(count), second: new Int32Array(count), steps: new Float64Array(count) }
    let have = 0
    let tried = 0
    for (let round = 0; have < count; round++) {
      if (tried >= mostTries * (count + 20)) throw tooMany(String(y.classes[code]), have, tried, rejectionLevel)
      // As many as would do at the rate so far; never so many that memory grows with a low rate.
      const rate = tried === 0 ? 1 : Math.max(0.1, have / tried)
      const tries = Math.ceil((count - have) / rate) + 20
      const { positions, choices, steps } = drawPairs(random.fork(`round ${round}`), rows.length, kNeighbors, tries)
      const nearest = await neighborsOfDrawn(own, positions, kNeighbors, context)
      const first = positions.map((position) => rows[position]!)
      const second = choices.map((choice, row) => rows[nearest.of(positions[row]!, choice)]!)
      const around = await rowsAround(X, first, second, steps, mNeighbors, context)
      for (let row = 0; row < tries && have < count; row++) {
        let others = 0
        for (let at = row * mNeighbors; at < (row + 1) * mNeighbors; at++) if (y.codes[around[at]!] !== code) others++
        if (others > rejectionLevel * mNeighbors) continue
        kept.first[have] = first[row]!
        kept.second[have] = second[row]!
        kept.steps[have++] = steps[row]!
      }
      tried += tries
    }
    return interpolate(X, kept.first, kept.second, kept.steps, context)
  },
})

/** The rows of X nearest to each new row. */
async function rowsAround(
  X: Matrix,
  first: Int32Array,
  second: Int32Array,
  steps: Float64Array,
  k: number,
  context: Context,
): Promise<Int32Array> {
  const width = X.columns.length
  const made = new Float64Array(steps.length * width)
  const rows = interpolate(X, first, second, steps, context)
  await rows.fill(made)
  fillFrom(X, rows, made)
  const queries = { data: made, rowCount: steps.length, columnCount: width }
  return (await nearestBetween(queries, pointsOf(X), k, context)).indices
}

function tooMany(name: string, have: number, tried: number, level: number): DataError {
  return new DataError(
    `lee: of ${tried} new rows for class "${name}" only ${have} lie where no more than ${level} of the rows around them are of other classes. Raise \`rejectionLevel\` or \`mNeighbors\`, or use \`smote\`.`,
  )
}
