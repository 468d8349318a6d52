import type { OptionsSchema, z } from '../core/index.ts'
import type { AnyMatrix, Sampler, SamplerFactory, SamplerOptions } from './sampler.ts'

/** A sampler factory that the library can also hand a unit or a function, under the name `K`, in place of data. */
export type FactoryWithPart<S extends OptionsSchema, Input extends AnyMatrix, K extends string, P> = Omit<
  SamplerFactory<S, Input>,
  never
> &
  ((
    options?: Omit<SamplerOptions<S>, K> & {
      readonly [key in K]?: P | (key extends keyof z.input<S> ? z.input<S>[key] : never) | undefined
    },
  ) => Sampler<Input, Readonly<z.output<S>>>)

/** Wraps the making of a factory: `build` gets the part, or nothing where the option is data or absent. */
export function factoryWithPart<S extends OptionsSchema, Input extends AnyMatrix, K extends string, P>(
  key: K,
  isPart: (value: unknown) => value is P,
  build: (part: P | undefined) => SamplerFactory<S, Input>,
): FactoryWithPart<S, Input, K, P> {
  const plain = build(undefined)
  function make(options: Readonly<Record<string, unknown>> = {}) {
    const part = options[key]
    if (!isPart(part)) return plain(options as SamplerOptions<S>)
    const { [key]: _, ...data } = options
    return build(part)(data as unknown as SamplerOptions<S>)
  }
  return Object.freeze(Object.assign(make, { ...plain })) as unknown as FactoryWithPart<S, Input, K, P>
}
