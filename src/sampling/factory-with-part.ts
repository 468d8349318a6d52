import type { OptionsSchema, z } from '../core/index.ts'
import type { AnyMatrix, Sampler, SamplerFactory, SamplerOptions } from './sampler.ts'

/** A sampler factory that the library can also hand units or functions, under the names `K`, in place of data. */
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
  return factoryWithParts([key], isPart, (parts) => build(parts[key]))
}

/** The same for several parts of one kind. The options of what is made name a part that was given, where it has a name. */
export function factoryWithParts<S extends OptionsSchema, Input extends AnyMatrix, K extends string, P>(
  keys: readonly K[],
  isPart: (value: unknown) => value is P,
  build: (parts: { readonly [key in K]?: P }) => SamplerFactory<S, Input>,
): FactoryWithPart<S, Input, K, P> {
  const plain = build({})
  function make(options: Readonly<Record<string, unknown>> = {}) {
    const parts: { [key in K]?: P } = {}
    const data = { ...options }
    const named: Record<string, unknown> = {}
    for (const key of keys) {
      const part = options[key]
      if (!isPart(part)) continue
      parts[key] = part
      delete data[key]
      const { name, options: own } = part as { readonly name?: unknown; readonly options?: unknown }
      if (typeof name === 'string' && name !== '' && own) named[key] = Object.freeze({ name, options: own })
    }
    if (Object.keys(parts).length === 0) return plain(options as SamplerOptions<S>)
    const made = build(parts)(data as unknown as SamplerOptions<S>)
    return Object.freeze({ ...made, options: Object.freeze({ ...made.options, ...named }) })
  }
  return Object.freeze(Object.assign(make, { ...plain })) as unknown as FactoryWithPart<S, Input, K, P>
}
