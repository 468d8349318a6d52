import { didYouMean, OptionError } from '../core/index.ts'
import type { AnyMatrix, Reads, Sampler } from './sampler.ts'
import { samplers } from './samplers.ts'

/** A sampler as plain data, as recipes hold it. */
export interface NamedSampler {
  readonly name: string
  readonly options?: Readonly<Record<string, unknown>>
}

/** A factory of the registry, called without knowing its options. */
export interface AnySamplerFactory {
  (options?: Readonly<Record<string, unknown>>): Sampler<AnyMatrix>
  readonly reads: Reads
  readonly optionsSchema: { readonly shape: Readonly<Record<string, unknown>> }
}

/** The factory of that name; unknown names are refused with "did you mean". */
export function registeredSampler(name: string, others: readonly string[] = []): AnySamplerFactory {
  if (typeof name !== 'string') {
    throw new OptionError('a sampler is asked for by its name, as { name: "smote", options: { kNeighbors: 3 } }.')
  }
  if (Object.hasOwn(samplers, name)) return samplers[name as keyof typeof samplers] as unknown as AnySamplerFactory
  throw new OptionError(`no sampler "${name}"${didYouMean(name, [...Object.keys(samplers), ...others])}`)
}
