import { type ClassName, type OptionsSchema, parseOptions, type z } from '../core/index.ts'
import type { Loss } from './loss.ts'

/** What a loss may know of the data before it is measured: the names of the classes, and how large each is. */
export interface LossClasses {
  /** By class code; at least two. */
  readonly names: readonly ClassName[]
  /** The sum of the weights of the rows of each class, by code; each above 0. */
  readonly sizes: Float64Array
}

/** A loss with its options, not yet bound to classes. */
export interface LossUnit {
  readonly name: string
  readonly options: Readonly<Record<string, unknown>>
  /**
   * The loss for these classes: one score a row where there are two of them (the log-odds of class 1), else one score
   * a class. Throws `OptionError` where an option names a class that there is not.
   */
  forClasses(classes: LossClasses): Loss
}

/** Makes a loss from its options; `optionsSchema` declares them. */
export interface LossFactory<N extends string = string, S extends OptionsSchema = OptionsSchema> {
  (options?: z.input<S>): LossUnit & { readonly options: Readonly<z.output<S>> }
  readonly unitName: N
  readonly optionsSchema: S
}

interface Definition<N extends string, S extends OptionsSchema> {
  readonly name: N
  readonly options: S
  bind(classes: LossClasses, options: Readonly<z.output<S>>): Loss
}

/** Defines a loss by its options and by what it is for given classes. */
export function defineLoss<const N extends string, S extends OptionsSchema>({
  name,
  options: schema,
  bind,
}: Definition<N, S>): LossFactory<N, S> {
  function factory(input?: z.input<S>) {
    const options: Readonly<z.output<S>> = parseOptions(name, schema, input)
    return Object.freeze({
      name,
      options: options as Readonly<z.output<S>> & Readonly<Record<string, unknown>>,
      forClasses: (classes: LossClasses) => bind(classes, options),
    })
  }
  return Object.assign(factory, { unitName: name, optionsSchema: schema })
}
