import { didYouMean, OptionError } from '../core/index.ts'
import type { AnyMatrix, Reads, Sampler } from './sampler.ts'
import { samplers } from './samplers.ts'

/** A sampler as plain data, as recipes hold it. */
export interface NamedSampler {
  readonly name: string
  readonly options?: Readonly<Record<string, unknown>>
}

/** A sampler whose name was not known when the code was written; it says at run time what it cannot read. */
export type MadeSampler = Sampler<AnyMatrix> & { readonly reads: Reads }

/** Makes a sampler from its name in the registry and its options; unknown names are refused with "did you mean". */
export function makeSampler({ name, options = {} }: NamedSampler): MadeSampler {
  if (!Object.hasOwn(samplers, name)) {
    throw new OptionError(`no sampler "${name}"${didYouMean(name, Object.keys(samplers))}`)
  }
  const factory = samplers[name as keyof typeof samplers] as unknown as {
    (options: Readonly<Record<string, unknown>>): Sampler<AnyMatrix>
    readonly reads: Reads
  }
  return Object.freeze({ ...factory(options), reads: factory.reads })
}
