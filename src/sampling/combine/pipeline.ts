import {
  type Context,
  type Labels,
  OptionError,
  parseOptions,
  type Random,
  refuseHeldOut,
  within,
  z,
} from '../../core/index.ts'
import { noteSegments } from '../known-segments.ts'
import { type AnySamplerFactory, type NamedSampler, registeredSampler } from '../registered-sampler.ts'
import type { AnyMatrix, Reads, Resampled, Sampler } from '../sampler.ts'
import { seedOption } from '../seed-option.ts'
import { composeResampled } from './compose-resampled.ts'

/** The options of `pipeline` as plain data. */
export const pipelineOptions = z.strictObject({
  /** The chain: each sampler works on the result of the one before. */
  steps: z
    .array(
      z.strictObject({
        name: z.string().describe('a sampler of the registry'),
        options: z.record(z.string(), z.unknown()).optional().describe('the options of that sampler'),
      }),
    )
    .min(1)
    .describe('the samplers in the order in which they work, each on the result of the one before'),
  seed: seedOption,
})

/** What `pipeline` can be told: steps by name, or samplers that are made already. */
export interface PipelineOptions<Input extends AnyMatrix = AnyMatrix> {
  readonly steps: readonly (NamedSampler | Sampler<Input>)[]
  /** For the steps by name that have no seed of their own. */
  readonly seed?: number | string | undefined
  /** Overrides `seed`: `numpyRandom(42)` gives every step by name the draws of `random_state=42`. */
  readonly random?: Random | undefined
}

/**
 * Any chain of samplers as one sampler: each works on the result of the one before, and rows and provenance lead from
 * the last result back to the data before the first.
 *
 * Steps are names and options (`{ name: 'smote', options: { kNeighbors: 3 } }`), or samplers made by a factory. A parent
 * that an earlier step made is replaced by its own parents; see `composeResampled`. Do not chain a sampler behind one
 * that already made all classes equal, unless it cleans: with `'auto'` it finds nothing to do.
 *
 * Equal to imbalanced-learn's `Pipeline` of samplers, with `random: numpyRandom(seed)` to each step's
 * `random_state=seed`. Throws an `OptionError` for unknown names and options when it is made, and whatever a step throws
 * when it is used.
 */
export function pipeline<Input extends AnyMatrix = AnyMatrix>(
  given: PipelineOptions<Input>,
): Sampler<Input> & { readonly reads: Reads } {
  const { random, ...rest } = given ?? {}
  const { seed } = checkOptions(rest, random)
  const steps = given.steps.map((step) => (isMade(step) ? step : makeStep(step, seed, random)))
  const reads = readsOf(steps.map((step) => (step as { readonly reads?: Reads }).reads ?? 'numbers'))
  const options = Object.freeze({
    steps: Object.freeze(steps.map(({ name, options: own }) => Object.freeze({ name, options: own }))),
    seed,
  })

  async function fitResample<X extends Input>(X: X, y: Labels<'train'>, context: Context = {}): Promise<Resampled<X>> {
    refuseHeldOut('pipeline', X)
    refuseHeldOut('pipeline', y)
    const [first, ...others] = steps
    let result = await first!.fitResample(X, y, within(context, first!.name))
    for (const step of others) {
      noteSegments(result)
      const next = await step.fitResample(result.X, result.y, within(context, step.name))
      result = composeResampled(result, next)
    }
    return { ...result, provenance: Object.freeze({ ...result.provenance, method: 'pipeline', seed }) }
  }
  return Object.freeze({ name: 'pipeline', options, reads, fitResample })
}

/** The declared part; of samplers made already only the name is looked at, since their options were checked before. */
function checkOptions(rest: object, random: Random | undefined): { readonly seed: number | string } {
  const steps = (rest as Partial<PipelineOptions>).steps
  const data = Array.isArray(steps)
    ? { ...rest, steps: steps.map((step) => (isMade(step) ? { name: step.name } : step)) }
    : rest
  if (random !== undefined && typeof (random as Partial<Random> | null)?.fork !== 'function') {
    throw new OptionError(
      'pipeline: `random` must be made by `random(seed)` or `numpyRandom(seed)`. For a number use `seed`.',
    )
  }
  return parseOptions('pipeline', pipelineOptions, random ? { ...data, seed: random.seed } : data)
}

function isMade<Input extends AnyMatrix>(step: NamedSampler | Sampler<Input>): step is Sampler<Input> {
  return typeof (step as Partial<Sampler<Input>> | null)?.fitResample === 'function'
}

function makeStep(
  { name, options = {} }: NamedSampler,
  seed: number | string,
  random: Random | undefined,
): Sampler<AnyMatrix> & { readonly reads: Reads } {
  const factory = registeredSampler(name)
  return Object.freeze({ ...factory(withSeed(factory, options, seed, random)), reads: factory.reads })
}

function withSeed(
  factory: AnySamplerFactory,
  options: Readonly<Record<string, unknown>>,
  seed: number | string,
  random: Random | undefined,
): Readonly<Record<string, unknown>> {
  if (!('seed' in factory.optionsSchema.shape) || options['seed'] !== undefined || options['random']) return options
  return random ? { ...options, random } : { ...options, seed }
}

/** A chain reads what its most demanding step reads. */
function readsOf(all: readonly Reads[]): Reads {
  if (all.includes('mixed')) return 'mixed'
  if (all.includes('categories')) return 'categories'
  return all.includes('numbers') ? 'numbers' : 'labels'
}
