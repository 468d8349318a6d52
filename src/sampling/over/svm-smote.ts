import { type Context, DataError, type Labels, type Matrix, type Random, z } from '../../core/index.ts'
import { svc } from '../../models/index.ts'
import type { Accepts } from '../sampler.ts'
import { defineOverSampler, type NewRows, type OverTools } from './define-over-sampler.ts'
import { drawPairs } from './draw-pairs.ts'
import { interpolate } from './interpolate.ts'
import { smoteOptions } from './smote.ts'
import { countOthers, ownNeighbors, surroundings } from './surroundings.ts'

/** The options of `svmSmote`. */
export const svmSmoteOptions = smoteOptions.extend({
  /** How many nearest rows of all classes say whether a support vector is noise (all others), in danger (half) or safe. */
  mNeighbors: z
    .int()
    .min(1)
    .default(10)
    .describe('nearest rows of all classes that tell noise, danger and safety apart'),
  /** How far at most safe rows step away from a neighbor, as a share of the distance between the two. */
  outStep: z.number().min(0).max(1).default(0.5).describe('how far at most safe rows step away from a neighbor'),
  /** Whether the wanted count is met where all support vectors are safe, or all in danger; the peer then makes fewer. */
  exactCount: z
    .boolean()
    .default(true)
    .describe(
      'meet the wanted count also where no support vector is safe, or none in danger; the peer makes fewer then',
    ),
})

/** Finds the rows of X, of any class, that new rows are to grow from. Called once for all classes. */
export type FindSupport = (X: Matrix<'train'>, y: Labels<'train'>, context: Context) => Int32Array | Promise<Int32Array>

/**
 * `svmSmote` with your own support vectors: of a machine with another kernel, or rows that you know.
 * `svmSmoteWith(() => rows)()` is a sampler like any other, and takes missing cells as `smote` does.
 */
export function svmSmoteWith(findSupport: FindSupport) {
  return fromSupport(findSupport, ['missing'])
}

function fromSupport(findSupport: FindSupport, accepts: readonly Accepts[]) {
  return defineOverSampler({
    name: 'svmSmote',
    options: svmSmoteOptions,
    reads: 'numbers',
    accepts,
    stream: 'continue',
    neighborsNeeded: ({ kNeighbors }) => kNeighbors,

    async synthesize(rows, count, tools) {
      const { X, y, code, options, random, context } = tools
      const support = await tools.shared(async () => checkSupport(await findSupport(X, y, context), X.rowCount))
      const own = support.filter((row) => y.codes[row] === code)
      const { safe, danger, around } = await sortOut(own, tools)
      const share = Math.trunc(random.beta(10, 10, 1)[0]! * (count + 1))
      const met = options.exactCount
      const inDanger = danger.length === 0 ? 0 : safe.length === 0 && met ? count : share
      const inSafety = safe.length === 0 ? 0 : danger.length === 0 && met ? count : count - share
      const first = new Int32Array(inDanger + inSafety)
      const second = new Int32Array(inDanger + inSafety)
      const steps = new Float64Array(inDanger + inSafety)
      let at = 0
      for (const [name, slots, wanted, size] of [
        ['danger', danger, inDanger, 1],
        ['safe', safe, inSafety, -options.outStep],
      ] as const) {
        if (wanted === 0) continue
        const drawn = draw(random.fork(name), slots, options.kNeighbors, wanted)
        first.set(
          drawn.slots.map((slot) => own[slot]!),
          at,
        )
        second.set(await ownNeighbors(X, y, code, rows, around, drawn.slots, drawn.choices, context), at)
        steps.set(
          drawn.steps.map((step) => size * step),
          at,
        )
        at += wanted
      }
      return interpolate(X, first, second, steps, context) as NewRows
    },
  })
}

/**
 * SMOTE from the support vectors of a support vector machine: those in danger, with half of their neighbors in other
 * classes, lean towards neighbors of their class; safe ones step away from them, outwards. Noise, all neighbors others,
 * is left alone.
 *
 * Numeric columns only, all on one scale (standardize first: the machine knows no units), none missing, since the
 * machine has no product of rows with holes: give its rows by `svmSmoteWith`, then cells may be missing. Do not use it
 * on more than some ten thousands of rows, for the machine's time grows with their square; nor where labels are noisy,
 * since mislabeled rows are support vectors. Steps away from a neighbor stand as negative steps in the provenance.
 *
 * H. M. Nguyen, E. W. Cooper and K. Kamei, "Borderline over-sampling for imbalanced data classification", IJKESDP 3,
 * 2011. Support vectors are those of `svc()`; bring your own with `svmSmoteWith`. With `exactCount: false` equal to
 * imbalanced-learn's `SVMSMOTE` given the same support vectors, bit for bit with `random: numpyRandom(seed)` where no two
 * distances tie, but for the rare last bit of a logarithm.
 */
export const svmSmote = fromSupport(async (X, y, context) => {
  // More room for rows of the kernel saves time where rows are many, and changes no result.
  const { supportRows } = await svc({ probability: false, cacheSize: 250 }).fit(X, y, {}, context)
  return supportRows
}, [])

type Tools = OverTools<typeof svmSmoteOptions, Matrix<'train'>>

/** Support vectors by what lies around them. */
async function sortOut(own: Int32Array, { X, y, code, options: { mNeighbors }, context }: Tools) {
  const around = await surroundings('svmSmote', X, own, mNeighbors, 'mNeighbors', context)
  const others = countOthers(around, y, code)
  const slots = own.map((_, slot) => slot)
  const danger = slots.filter((slot) => others[slot]! >= mNeighbors / 2 && others[slot]! < mNeighbors)
  const safe = slots.filter((slot) => others[slot]! < mNeighbors / 2)
  if (danger.length + safe.length > 0) return { around, danger, safe }
  const what = own.length === 0 ? 'none' : `${own.length}, each among ${mNeighbors} rows of other classes`
  throw new DataError(
    `svmSmote: class "${y.classes[code]}" has no support vectors to grow from: ${what}. Raise \`mNeighbors\`, or use \`smote\`.`,
  )
}

function draw(random: Random, slots: Int32Array, kNeighbors: number, count: number) {
  const { positions, choices, steps } = drawPairs(random, slots.length, kNeighbors, count)
  return { slots: positions.map((position) => slots[position]!), choices, steps }
}

function checkSupport(rows: Int32Array, rowCount: number): Int32Array {
  const bad = rows.find((row) => !(row >= 0 && row < rowCount))
  if (bad === undefined) return rows
  throw new DataError(`svmSmote: a support row is ${bad}; X has rows 0 to ${rowCount - 1}. Give rows of X.`)
}
