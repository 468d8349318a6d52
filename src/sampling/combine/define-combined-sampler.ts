import type { Matrix, OptionsSchema, Random, z } from '../../core/index.ts'
import { within } from '../../core/index.ts'
import { noteSegments } from '../known-segments.ts'
import type { Accepts, Sampler, SamplerFactory } from '../sampler.ts'
import { samplerFactory } from '../sampler-factory.ts'
import { composeResampled } from './compose-resampled.ts'

/** The declaration of a sampler that is a chain of others. */
export interface CombinedSampler<S extends OptionsSchema> {
  readonly name: string
  readonly options: S
  /** What the chain can measure besides numbers written out; default: all, since each sampler says what it cannot. */
  readonly accepts?: readonly Accepts[]
  /** The chain: each sampler works on the result of the one before. */
  chain(options: Readonly<z.output<S>>, random: Random): readonly Sampler[]
}

/** The family of samplers that are chains; rows and provenance lead back to the data before the first. */
export function defineCombinedSampler<S extends OptionsSchema>(definition: CombinedSampler<S>): SamplerFactory<S> {
  return samplerFactory({
    name: definition.name,
    kind: 'combined',
    options: definition.options,
    reads: 'numbers',
    accepts: definition.accepts ?? ['missing', 'sparse'],
    async run({ X, y, who, options, random, seed, context }) {
      const [first, ...others] = definition.chain(options, random)
      let result = await first!.fitResample(X as Matrix<'train'>, y, within(context, first!.name))
      for (const sampler of others) {
        noteSegments(result)
        const next = await sampler.fitResample(result.X, result.y, within(context, sampler.name))
        result = composeResampled(result, next)
      }
      return { ...result, provenance: Object.freeze({ ...result.provenance, method: who, seed }) }
    },
  })
}
