import {
  breathe,
  type Context,
  type Labels,
  type OptionsSchema,
  type Random,
  rowsByClass,
  within,
  z,
} from '../../core/index.ts'
import type { Accepts, Reads, SamplerFactory } from '../sampler.ts'
import { type GivenTo, type InputOf, samplerFactory } from '../sampler-factory.ts'
import { type StrategyFunction, underStrategy } from '../sampling-strategy.ts'
import { seedOption } from '../seed-option.ts'
import { takeResampled } from '../take-resampled.ts'
import { underCounts } from './under-counts.ts'

/** What every under-sampler can be told. */
export const undrawnSamplerOptions = z.strictObject({ samplingStrategy: underStrategy })

/** What every under-sampler that draws can be told. */
export const underSamplerOptions = undrawnSamplerOptions.extend({ seed: seedOption })

/** The declaration of a sampler that takes rows away down to a count. */
export interface UnderSampler<S extends OptionsSchema, R extends Reads> {
  readonly name: string
  readonly options: S
  /** `'labels'`: any matrix, sparse and with missing cells too; `'numbers'`: distances. */
  readonly reads: R
  /** What it can measure besides numbers written out. */
  readonly accepts?: readonly Accepts[]
  /** `'fork'` (default): every class has a stream of its own; `'continue'`: where the peer goes on with one. */
  readonly stream?: 'fork' | 'continue'
  /** Chooses `count` of the rows of one class: which to keep, in the order of the result. */
  choose(rows: Int32Array, count: number, tools: UnderTools<S, InputOf<R>>): Promise<Int32Array> | Int32Array
}

/** What surrounds the choice of rows of one class. */
export interface UnderTools<S extends OptionsSchema, Input> {
  readonly X: Input
  readonly y: Labels<'train'>
  readonly code: number
  readonly options: Readonly<z.output<S>>
  readonly random: Random
  readonly context: Context
}

/**
 * The family of samplers that take rows away down to a count. The result holds the rows class by class, in the order
 * of the classes; within a class in the order that `choose` gives, or, where the class stays whole, as they were.
 */
export function defineUnderSampler<S extends typeof undrawnSamplerOptions, R extends Reads>(
  definition: UnderSampler<S, R>,
): SamplerFactory<S, GivenTo<R>> {
  const { name, options: schema, reads, stream = 'fork' } = definition
  return samplerFactory({
    name,
    kind: 'under',
    options: schema,
    reads,
    accepts: definition.accepts ?? [],
    async run({ who, X, y, classes, options, random, seed, context }) {
      const strategy = options.samplingStrategy as z.output<typeof underStrategy> | StrategyFunction
      const left = underCounts(who, strategy, y, classes)
      const kept: Int32Array[] = []
      for (const [code, rows] of rowsByClass(y, classes.counts).entries()) {
        await breathe(context, { stage: 'classes', done: code, total: y.classes.length })
        const count = left.get(code)
        if (count === undefined) {
          kept.push(rows)
          continue
        }
        const label = `class ${y.classes[code]}`
        kept.push(
          await definition.choose(rows, count, {
            X: X as InputOf<R>,
            y,
            code,
            options,
            random: stream === 'continue' ? random.continue(label) : random.fork(label),
            context: within(context, `class "${y.classes[code]}"`),
          }),
        )
      }
      return takeResampled(who, seed, X, y, kept, context)
    },
  })
}
