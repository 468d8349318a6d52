import {
  breathe,
  type ClassName,
  type Context,
  DataError,
  type Labels,
  type OptionsSchema,
  type Random,
  rowsByClass,
  within,
  z,
} from '../../core/index.ts'
import type { Accepts, AnyMatrix, Reads, Resampled, SamplerFactory } from '../sampler.ts'
import { type GivenTo, type InputOf, type Job, samplerFactory } from '../sampler-factory.ts'
import { overStrategy, type StrategyFunction } from '../sampling-strategy.ts'
import { seedOption } from '../seed-option.ts'
import { countOf, drawsLate, type NewRows } from './new-rows.ts'
import { overCounts } from './over-counts.ts'
import { stackNewRows, writeRows } from './stack-new-rows.ts'

export type { NewRows, SyntheticRows } from './new-rows.ts'

/** What every over-sampler can be told. */
export const overSamplerOptions = z.strictObject({ samplingStrategy: overStrategy, seed: seedOption })

/** The declaration of an over-sampler. */
export interface OverSampler<S extends typeof overSamplerOptions, R extends Reads> {
  readonly name: string
  readonly options: S
  /** `'labels'`: any matrix, sparse and with missing cells too; `'numbers'`: distances; `'mixed'`, `'categories'`: see `Reads`. */
  readonly reads: R
  /** What it can measure besides numbers written out. */
  readonly accepts?: readonly Accepts[]
  /** `'fork'` (default): every class has a stream of its own; `'continue'`: where the peer goes on with one. */
  readonly stream?: 'fork' | 'continue'
  /** How many other rows of its class each row needs; checked before anything is drawn. */
  neighborsNeeded?(options: Readonly<z.output<S>>): number
  /** Makes `count` new rows of one class; only where an option asks for a peer's own count may there be fewer or more. */
  synthesize(rows: Int32Array, count: number, tools: OverTools<S, InputOf<R>>): Promise<NewRows> | NewRows
}

/** What surrounds the making of new rows of one class. */
export interface OverTools<S extends OptionsSchema, Input> {
  readonly X: Input
  readonly y: Labels<'train'>
  readonly code: number
  readonly options: Readonly<z.output<S>>
  readonly random: Random
  readonly context: Context
  /** What all classes of one call share: made for the first, kept for the others. */
  shared<T>(make: () => T): T
}

/**
 * The family of samplers that add rows. It checks, counts, seeds, stacks (X first, then the new rows class by class in
 * the order of the classes) and keeps the provenance; columns of whole numbers and dates get whole numbers. A sampler
 * brings its options and `synthesize`.
 */
export function defineOverSampler<S extends typeof overSamplerOptions, R extends Reads>(
  definition: OverSampler<S, R>,
): SamplerFactory<S, GivenTo<R>> {
  return samplerFactory({
    name: definition.name,
    kind: 'over',
    options: definition.options,
    reads: definition.reads,
    accepts: definition.accepts ?? [],
    run: (job) => overSample(definition, job),
  })
}

async function overSample<S extends typeof overSamplerOptions, R extends Reads>(
  definition: OverSampler<S, R>,
  job: Job<S>,
): Promise<Resampled<AnyMatrix>> {
  const { who, X, y, classes, options, random, context } = job
  const strategy = options.samplingStrategy as z.output<typeof overStrategy> | StrategyFunction
  const added = overCounts(who, strategy, y, classes)
  const needed = definition.neighborsNeeded?.(options)
  if (needed !== undefined) for (const [code] of added) requireNeighbors(job, code, needed)
  const rowsOf = rowsByClass(y, classes.counts)
  let kept: { readonly value: unknown } | undefined
  function shared<T>(make: () => T): T {
    kept ??= { value: make() }
    return kept.value as T
  }
  const made: NewRows[] = []
  let data: Float64Array | undefined
  let at = X.rowCount
  for (const [code, count] of added) {
    await breathe(context, { stage: 'classes', done: made.length, total: added.length })
    const stream = `class ${y.classes[code]}`
    const block = await definition.synthesize(rowsOf[code]!, count, {
      X: X as InputOf<R>,
      y,
      code,
      options,
      random: definition.stream === 'continue' ? random.continue(stream) : random.fork(stream),
      context: within(context, `class "${y.classes[code]}"`),
      shared,
    })
    if (X.format === 'dense' && drawsLate(block)) {
      data ??= new Float64Array(added.reduce((sum, [, count]) => sum + count, X.rowCount) * X.columns.length)
      await writeRows(X, block, data, at)
    }
    made.push(block)
    at += countOf(block)
  }
  await breathe(context, { stage: 'classes', done: made.length, total: added.length })
  return stackNewRows(job, added, made, data)
}

function requireNeighbors({ who, y, classes, options }: Job<OptionsSchema>, code: number, needed: number): void {
  const have = classes.counts[code]!
  if (have > needed) return
  const name: ClassName = y.classes[code]!
  const rows = have === 1 ? '1 row' : `${have} rows`
  const neighbors = needed === 1 ? '1 neighbor needs' : `${needed} neighbors need`
  const option = ['nNeighbors', 'minSamples'].find((name) => name in options) ?? 'kNeighbors'
  const remedy = have > 1 ? `Lower \`${option}\` or use \`randomOverSampler\`.` : 'Use `randomOverSampler`.'
  throw new DataError(`${who}: class "${name}" has ${rows}; ${neighbors} at least ${needed + 1}. ${remedy}`)
}
