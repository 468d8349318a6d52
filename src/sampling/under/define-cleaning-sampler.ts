import { type Context, type Labels, type OptionsSchema, type Random, z } from '../../core/index.ts'
import type { Accepts, Reads, SamplerFactory } from '../sampler.ts'
import { type GivenTo, type InputOf, samplerFactory } from '../sampler-factory.ts'
import {
  type ClassCounts,
  type ClassesFunction,
  classesNamed,
  cleaningStrategy,
  codesNamed,
} from '../sampling-strategy.ts'
import { takeResampled } from '../take-resampled.ts'

/** What every cleaning sampler can be told. Those that draw add `seed`. */
export const cleaningSamplerOptions = z.strictObject({ samplingStrategy: cleaningStrategy })

/** The declaration of a sampler that takes away what disturbs, however many rows that is. */
export interface CleaningSampler<S extends OptionsSchema, R extends Reads> {
  readonly name: string
  readonly options: S
  readonly reads: R
  /** What it can measure besides numbers written out. */
  readonly accepts?: readonly Accepts[]
  /** The rows to keep, in the order of the result. */
  clean(tools: CleaningTools<S, InputOf<R>>): Promise<Int32Array>
}

/** The data to clean and what surrounds them. */
export interface CleaningTools<S extends OptionsSchema, Input> {
  readonly X: Input
  readonly y: Labels<'train'>
  readonly classes: ClassCounts
  /** Whether a class, by code, may lose rows. */
  readonly targeted: readonly boolean[]
  readonly options: Readonly<z.output<S>>
  readonly random: Random
  readonly context: Context
}

/** The family of under-samplers that decide themselves how many rows go; a class is chosen, not a count. */
export function defineCleaningSampler<S extends typeof cleaningSamplerOptions, R extends Reads>(
  definition: CleaningSampler<S, R>,
): SamplerFactory<S, GivenTo<R>> {
  return samplerFactory({
    name: definition.name,
    kind: 'cleaning',
    options: definition.options,
    reads: definition.reads,
    accepts: definition.accepts ?? [],
    async run({ who, X, y, classes, options, random, seed, context }) {
      const strategy = options.samplingStrategy as z.output<typeof cleaningStrategy> | ClassesFunction
      const codes =
        typeof strategy === 'string'
          ? classesNamed(strategy, classes, 'not minority')
          : codesNamed(who, strategy, y, classes)
      const targeted = y.classes.map(() => false)
      for (const code of codes) targeted[code] = true
      const kept = await definition.clean({ X: X as InputOf<R>, y, classes, targeted, options, random, context })
      return takeResampled(who, seed, X, y, [kept], context)
    },
  })
}
