import {
  breathe,
  type Context,
  DataError,
  type Labels,
  type Matrix,
  OptionError,
  type OptionsSchema,
  parseOptions,
  type Random,
  random as randomFrom,
  refuseHeldOut,
  requireLabels,
  requireMatrix,
  type SparseMatrix,
  type z,
} from '../core/index.ts'
import { checkColumns } from './check-columns.ts'
import { countPresentClasses } from './count-present-classes.ts'
import { viaDense } from './distances/via-dense.ts'
import type { Accepts, AnyMatrix, Reads, Resampled, SamplerFactory, SamplerKind, SamplerOptions } from './sampler.ts'
import type { ClassCounts } from './sampling-strategy.ts'

/** What every family hands in. */
export interface Blueprint<S extends OptionsSchema> {
  readonly name: string
  readonly kind: SamplerKind
  readonly options: S
  /** What the method looks at; see `checkColumns`. */
  readonly reads: Reads
  /** What it can measure besides numbers written out. */
  readonly accepts?: readonly Accepts[]
  run(job: Job<S>): Promise<Resampled<Matrix | SparseMatrix>>
}

/** Checked data and everything that surrounds them. */
export interface Job<S extends OptionsSchema> {
  readonly who: string
  readonly X: AnyMatrix
  readonly y: Labels<'train'>
  readonly classes: ClassCounts
  /** Whether cells of columns that the method measures are missing. */
  readonly missing: boolean
  readonly options: Readonly<z.output<S>>
  readonly random: Random
  /** What the user called the seed, for provenance. */
  readonly seed: number | string
  readonly context: Context
}

/** What the one function of a sampler works on, by what it reads. */
export type InputOf<R extends Reads> = R extends 'labels' ? AnyMatrix : Matrix<'train'>

/** What a sampler can be given: sparse rows are written out for methods that cannot measure them. */
export type GivenTo<R extends Reads> = R extends 'labels' | 'numbers' ? AnyMatrix : Matrix<'train'>

/** The part that all families share: options, checks of the data, the seed. */
export function samplerFactory<S extends OptionsSchema, R extends Reads>(
  blueprint: Blueprint<S> & { readonly reads: R },
): SamplerFactory<S, GivenTo<R>> {
  const { name, kind, reads, accepts = [] } = blueprint
  const schema = blueprint.options

  function make(input: SamplerOptions<S> = {} as SamplerOptions<S>) {
    const { options, random } = readOptions(name, schema, input)

    async function fitResample(X: AnyMatrix, y: Labels<'train'>, context: Context = {}) {
      requireMatrix(name, X)
      requireLabels(name, y)
      refuseHeldOut(name, X)
      refuseHeldOut(name, y)
      if (X.rowCount !== y.codes.length) {
        throw new DataError(`${name}: X has ${X.rowCount} rows and y has ${y.codes.length}. Pass one label a row.`)
      }
      const classes = countPresentClasses(name, y)
      await breathe(context, { stage: 'counting classes', done: 1, total: 1 })
      const missing = await checkColumns(name, kind, reads, X, context, accepts)
      const given = {
        who: name,
        y,
        classes,
        missing,
        options,
        random: random.fork(name),
        seed: random.seed,
        context,
      }
      const direct = X.format === 'dense' || reads === 'labels' || accepts.includes('sparse')
      return direct
        ? blueprint.run({ ...given, X })
        : viaDense(name, X, (dense) => blueprint.run({ ...given, X: dense }), context)
    }
    return Object.freeze({ name, options, fitResample })
  }
  const factory = Object.assign(make, { unitName: name, kind, optionsSchema: schema, reads, accepts })
  return Object.freeze(factory) as unknown as SamplerFactory<S, GivenTo<R>>
}

/** Sets aside what only the library can be given; the rest is data and is checked as declared. */
function readOptions<S extends OptionsSchema>(name: string, schema: S, input: SamplerOptions<S>) {
  if (typeof input !== 'object') parseOptions(name, schema, input)
  const data: Record<string, unknown> = { ...input }
  const random = 'seed' in schema.shape ? take(data, 'random') : undefined
  if (random !== undefined) {
    requireRandom(name, random)
    Object.assign(data, { seed: random.seed })
  }
  const strategy = take(data, 'samplingStrategy')
  const written =
    strategy === undefined || typeof strategy === 'function' ? data : { ...data, samplingStrategy: strategy }
  const parsed = parseOptions(name, schema, written)
  const options = typeof strategy === 'function' ? Object.freeze({ ...parsed, samplingStrategy: strategy }) : parsed
  const { seed = 0 } = parsed as { readonly seed?: number | string }
  return { options: options as Readonly<z.output<S>>, random: random ?? randomFrom(seed) }
}

function take(data: Record<string, unknown>, key: string): unknown {
  const value = data[key]
  delete data[key]
  return value
}

function requireRandom(name: string, value: unknown): asserts value is Random {
  if (typeof (value as Partial<Random> | null)?.fork === 'function') return
  throw new OptionError(
    `${name}: \`random\` must be made by \`random(seed)\` or \`numpyRandom(seed)\`; it is ${JSON.stringify(value)}. For a number use \`seed\`.`,
  )
}
