import { type PipelineOptions, pipeline } from './combine/pipeline.ts'
import { type NamedSampler, registeredSampler } from './registered-sampler.ts'
import type { AnyMatrix, Reads, Sampler } from './sampler.ts'

/** A sampler whose name was not known when the code was written; it says at run time what it cannot read. */
export type MadeSampler = Sampler<AnyMatrix> & { readonly reads: Reads }

/**
 * Makes a sampler from its name in the registry and its options, or a chain of them: the name `pipeline` with the option
 * `steps`. Unknown names are refused with "did you mean".
 */
export function makeSampler(given: NamedSampler): MadeSampler {
  const { name, options = {} } = given ?? {}
  if (name === 'pipeline') return pipeline(options as unknown as PipelineOptions)
  const factory = registeredSampler(name, ['pipeline'])
  return Object.freeze({ ...factory(options), reads: factory.reads })
}
