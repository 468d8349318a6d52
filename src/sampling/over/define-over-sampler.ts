import {
  breathe,
  type ClassName,
  type Context,
  DataError,
  type Labels,
  type Matrix,
  type OptionsSchema,
  type Provenance,
  type Random,
  rowsByClass,
  within,
  z,
} from '../../core/index.ts'
import type { Accepts, AnyMatrix, Reads, Resampled, SamplerFactory } from '../sampler.ts'
import { type GivenTo, type InputOf, type Job, samplerFactory } from '../sampler-factory.ts'
import { overStrategy, type StrategyFunction } from '../sampling-strategy.ts'
import { seedOption } from '../seed-option.ts'
import { stackRows } from '../stack-rows.ts'
import { appendSparse, type SparseRows } from './append-sparse.ts'
import { fillFromParents } from './fill-from-parents.ts'
import { overCounts } from './over-counts.ts'

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

/** New rows: copies of rows of X, or rows that did not exist. */
export type NewRows = { readonly copies: Int32Array } | SyntheticRows

/** Rows that did not exist, and where they come from. */
export interface SyntheticRows {
  readonly parentsPerRow: number
  /** Rows of X. */
  readonly parents: Int32Array
  readonly steps?: Float64Array
  /** Writes the rows, row-major. */
  fill(into: Float64Array): Promise<void>
  /** The same rows as sparse ones, where X is sparse. */
  sparse?(): Promise<SparseRows>
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
  const rowsOf = rowsByClass(y)
  let kept: { readonly value: unknown } | undefined
  function shared<T>(make: () => T): T {
    kept ??= { value: make() }
    return kept.value as T
  }
  const made: NewRows[] = []
  for (const [code, count] of added) {
    await breathe(context, { stage: 'classes', done: made.length, total: added.length })
    const stream = `class ${y.classes[code]}`
    made.push(
      await definition.synthesize(rowsOf[code]!, count, {
        X: X as InputOf<R>,
        y,
        code,
        options,
        random: definition.stream === 'continue' ? random.continue(stream) : random.fork(stream),
        context: within(context, `class "${y.classes[code]}"`),
        shared,
      }),
    )
  }
  await breathe(context, { stage: 'classes', done: made.length, total: added.length })
  return stack(job, added, made)
}

async function stack(
  { who, X, y, seed, missing, context }: Job<OptionsSchema>,
  added: readonly [number, number][],
  made: readonly NewRows[],
): Promise<Resampled<AnyMatrix>> {
  const counts = made.map(countOf)
  const total = counts.reduce((sum, count) => sum + count, X.rowCount)
  const rows = new Int32Array(total).fill(-1)
  const codes = new Int32Array(total)
  for (let row = 0; row < X.rowCount; row++) rows[row] = row
  codes.set(y.codes)
  let at = X.rowCount
  for (const [index, [code]] of added.entries()) {
    const block = made[index]!
    const count = counts[index]!
    if ('copies' in block) rows.set(block.copies, at)
    codes.fill(code, at, at + count)
    at += count
  }
  const synthetic = made.filter((block) => 'parents' in block)
  const provenance = joinProvenance(who, seed, synthetic)
  const stacked = await stackRows(X, rows.subarray(0, total - provenance.count), provenance.count, context)
  if (stacked.format === 'csr') {
    const parts: SparseRows[] = []
    for (const block of synthetic) if (block.sparse) parts.push(await block.sparse())
    return { X: appendSparse(stacked, parts), y: { ...y, codes }, rows, provenance }
  }
  await fill(stacked, synthetic)
  if (missing) fillFromParents(stacked, provenance)
  return { X: stacked, y: { ...y, codes }, rows, provenance }
}

function countOf(block: NewRows): number {
  return 'copies' in block ? block.copies.length : block.parents.length / block.parentsPerRow
}

async function fill(stacked: Matrix, synthetic: readonly SyntheticRows[]): Promise<void> {
  const width = stacked.columns.length
  const count = synthetic.reduce((sum, block) => sum + countOf(block), 0)
  let start = (stacked.rowCount - count) * width
  for (const block of synthetic) {
    const end = start + countOf(block) * width
    const into = stacked.data.subarray(start, end)
    await block.fill(into)
    stacked.columns.forEach((column, index) => {
      if (column.kind !== 'integer' && column.kind !== 'date') return
      for (let cell = index; cell < into.length; cell += width) into[cell] = Math.round(into[cell]!)
    })
    start = end
  }
}

function joinProvenance(method: string, seed: number | string, blocks: readonly SyntheticRows[]): Provenance {
  const parentsPerRow = blocks[0]?.parentsPerRow ?? 0
  const parents = joined(
    Int32Array,
    blocks.map((block) => block.parents),
  )
  const count = parentsPerRow === 0 ? 0 : parents.length / parentsPerRow
  const base = { method, seed, count, parentsPerRow, parents }
  const steps = blocks.flatMap((block) => block.steps ?? [])
  return Object.freeze(steps.length === 0 ? base : { ...base, steps: joined(Float64Array, steps) })
}

function joined<A extends Int32Array | Float64Array>(Kind: new (length: number) => A, parts: readonly A[]): A {
  const all = new Kind(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
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
