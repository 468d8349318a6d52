import { type Context, DataError, type OptionsSchema, parseOptions, type z } from '../core/index.ts'

/** Fitted features at rest: plain JSON that holds no code. Float64 arrays are base64 texts. */
export interface SavedFeatures {
  readonly format: 'evenkeel-features'
  readonly version: 1
  readonly name: string
  readonly options: Readonly<Record<string, unknown>>
  readonly state: unknown
}

/** What every fitted unit has beside its own methods. */
export interface Fitted<Input, Output> {
  readonly name: string
  /** Applies what was learned. The input is left unchanged; rows keep their order and their part. */
  transform(input: Input): Output
  /** Plain JSON from which `loadFeatures` makes the same unit again. */
  save(): SavedFeatures
}

/** Something that learns from data how to turn them into model input. Fitting leaves it unchanged. */
export interface FeatureUnit<Options, Input, Model> {
  readonly name: string
  readonly options: Options
  /** Learns from training data; rows of another part are refused with `LeakError`. */
  fit(input: Input, context?: Context): Promise<Model>
  /** The same, and the transformed training data with it; vectorizers then read their texts once only. */
  fitTransform(input: Input, context?: Context): Promise<{ fitted: Model; output: OutputOf<Model> }>
}

/** What the `transform` of a fitted unit returns. */
export type OutputOf<Model> = Model extends { transform(input: never): infer Output } ? Output : never

/** Makes a unit from its options; `optionsSchema` declares them; `load` restores what such a unit has saved. */
export interface FeatureFactory<S extends OptionsSchema, Input, Model> {
  (options?: z.input<S>): FeatureUnit<Readonly<z.output<S>>, Input, Model>
  readonly unitName: string
  readonly optionsSchema: S
  load(saved: SavedFeatures): Model
}

/** What a unit writes itself: its options, what it learns (plain JSON), and what can be done with that. */
interface Definition<S extends OptionsSchema, Input, State, Methods> {
  readonly name: string
  readonly options: S
  learn(input: Input, options: Readonly<z.output<S>>, context: Context): Promise<State>
  learnAndTransform?(
    input: Input,
    options: Readonly<z.output<S>>,
    context: Context,
  ): Promise<{ state: State; output: OutputOf<Methods> }>
  /** Called after `fit` and after `load` alike, so that both give the same unit. */
  restore(state: State, options: Readonly<z.output<S>>): Methods
}

export function defineFeatures<
  S extends OptionsSchema,
  Input,
  State,
  Methods extends { transform(input: Input): unknown },
>(
  definition: Definition<S, Input, State, Methods>,
): FeatureFactory<S, Input, Readonly<Methods & { name: string; save(): SavedFeatures }>> {
  const { name, options: schema } = definition
  function fitted(state: State, options: Readonly<z.output<S>>) {
    const save = (): SavedFeatures => ({ format: 'evenkeel-features', version: 1, name, options, state })
    return Object.freeze({ ...definition.restore(state, options), name, save })
  }
  function factory(input?: z.input<S>) {
    const options = parseOptions(name, schema, input)
    return Object.freeze({
      name,
      options,
      fit: async (data: Input, context: Context = {}) =>
        fitted(await definition.learn(data, options, context), options),
      async fitTransform(data: Input, context: Context = {}) {
        const learned = await definition.learnAndTransform?.(data, options, context)
        if (learned) return { fitted: fitted(learned.state, options), output: learned.output }
        const model = fitted(await definition.learn(data, options, context), options)
        return { fitted: model, output: model.transform(data) as OutputOf<Methods> }
      },
    })
  }
  function load(saved: SavedFeatures) {
    if (saved.name !== name) throw new DataError(`${name}: these are the saved features of "${saved.name}".`)
    return fitted(saved.state as State, parseOptions(name, schema, saved.options))
  }
  return Object.assign(factory, { unitName: name, optionsSchema: schema, load })
}
