import {
  type Context,
  DataError,
  type Matrix,
  OptionError,
  type Provenance,
  parseOptions,
  type Random,
  random as randomFrom,
  refuseHeldOut,
  within,
  z,
} from '../../core/index.ts'
import { checkColumns } from '../check-columns.ts'
import { seedOption } from '../seed-option.ts'
import { stackRows } from '../stack-rows.ts'
import { type Bump, bumpsOf } from './bumps.ts'
import { boxPlotPoints, relevanceFrom } from './relevance.ts'

/** What every sampler for targets that are numbers can be told. */
export const regressionOptions = z.strictObject({
  /** How many nearest rows of its stretch a row may lean towards. */
  kNeighbors: z.int().min(1).default(5).describe('nearest rows of the same rare stretch to draw towards'),
  /** From which relevance on a value is rare. */
  threshold: z.number().gt(0).max(1).default(0.8).describe('relevance from which on a value of the target is rare'),
  /** What matters: values of the target and their relevance; by default read from the box plot of the target. */
  controlPoints: z
    .array(z.strictObject({ value: z.number(), relevance: z.number().min(0).max(1) }))
    .min(2)
    .optional()
    .describe('values of the target and how much they matter, 0 to 1; default: from the box plot'),
  seed: seedOption,
})

/** Training data with a number as target, after rebalancing. */
export interface RegressionResampled {
  readonly X: Matrix<'train'>
  readonly y: Float64Array
  /** For each row of `X` the row before that it is, or −1 where it is synthetic. */
  readonly rows: Int32Array
  readonly provenance: Provenance
}

/** A way to rebalance data whose target is a number. Using it leaves it, and the data, unchanged. */
export interface RegressionSampler<Options = Readonly<z.output<typeof regressionOptions>>> {
  readonly name: string
  readonly options: Options
  fitResample(X: Matrix<'train'>, y: Float64Array, context?: Context): Promise<RegressionResampled>
}

/** Makes a sampler for targets that are numbers; carries its declaration. */
export interface RegressionFactory<S extends typeof regressionOptions> {
  (options?: z.input<S> & { readonly random?: Random | undefined }): RegressionSampler<Readonly<z.output<S>>>
  readonly unitName: string
  readonly optionsSchema: S
}

/** Room for the new rows of one stretch, all of two parents. */
export interface NewTargets {
  /** Row-major, as wide as X. */
  readonly X: Float64Array
  readonly y: Float64Array
  /** Two rows of X each; the same one twice for a row that has a single parent. */
  readonly parents: Int32Array
  readonly steps: Float64Array
}

/** What surrounds the making of new rows of one stretch. */
export interface RegressionTools<S extends typeof regressionOptions> {
  readonly X: Matrix<'train'>
  readonly y: Float64Array
  readonly options: Readonly<z.output<S>>
  readonly random: Random
  readonly context: Context
}

/** The declaration of a sampler for targets that are numbers. */
export interface RegressionDefinition<S extends typeof regressionOptions> {
  readonly name: string
  readonly options: S
  /** Writes the new rows of a rare stretch, whose rows are more than `kNeighbors`. */
  synthesize(rows: Int32Array, into: NewTargets, tools: RegressionTools<S>): Promise<void>
}

/**
 * The family of samplers for targets that are numbers. It checks, cuts the target into stretches that matter and stretches
 * that do not, shrinks these at random and grows those until all have about the same number of rows (all rows divided by
 * the number of stretches), stacks (kept rows in their order, then new ones) and keeps the provenance.
 */
export function defineRegressionSampler<S extends typeof regressionOptions>(
  definition: RegressionDefinition<S>,
): RegressionFactory<S> {
  const { name, options: schema } = definition
  function make(given: { readonly random?: Random | undefined } = {}) {
    const { random, ...data } = given
    if (random !== undefined && typeof (random as Partial<Random> | null)?.fork !== 'function') {
      throw new OptionError(
        `${name}: \`random\` must be made by \`random(seed)\` or \`numpyRandom(seed)\`. For a number use \`seed\`.`,
      )
    }
    const options = parseOptions(name, schema, random ? { ...data, seed: random.seed } : data)
    if (options.controlPoints) relevanceFrom(options.controlPoints, name)
    const fitResample = (X: Matrix<'train'>, y: Float64Array, context: Context = {}) =>
      resample(definition, { X, y, options, random: (random ?? randomFrom(options.seed)).fork(name), context })
    return Object.freeze({ name, options, fitResample })
  }
  return Object.freeze(Object.assign(make, { unitName: name, optionsSchema: schema })) as RegressionFactory<S>
}

async function resample<S extends typeof regressionOptions>(
  { name, synthesize }: RegressionDefinition<S>,
  tools: RegressionTools<S>,
): Promise<RegressionResampled> {
  const { X, y, options, random } = tools
  const context = within(tools.context, name)
  refuseHeldOut(name, X)
  await check(name, X, y, context)
  const relevance = relevanceFrom(options.controlPoints ?? boxPlotPoints(y, name), name)
  const { kept, grown, count } = balance(name, bumpsOf(y, relevance, options.threshold), tools)
  const stacked = (await stackRows(X, kept, count, context)) as Matrix<'train'>
  const targets = new Float64Array(stacked.rowCount)
  for (let place = 0; place < kept.length; place++) targets[place] = y[kept[place]!]!
  const rows = new Int32Array(stacked.rowCount).fill(-1)
  rows.set(kept)
  const parents = new Int32Array(count * 2)
  const steps = new Float64Array(count)
  const width = X.columns.length
  let start = 0
  for (const { rows: own, count: more, random: stream } of grown) {
    const end = start + more
    const [from, to] = [kept.length + start, kept.length + end]
    const into = {
      X: stacked.data.subarray(from * width, to * width),
      y: targets.subarray(from, to),
      parents: parents.subarray(start * 2, end * 2),
      steps: steps.subarray(start, end),
    }
    await synthesize(own, into, { ...tools, random: stream, context })
    start = end
  }
  const provenance = { method: name, seed: random.seed, count, parentsPerRow: 2, parents, steps }
  return { X: stacked, y: targets, rows, provenance: Object.freeze(provenance) }
}

/** Which rows stay, and how many new ones each rare stretch gets. */
function balance<S extends typeof regressionOptions>(
  name: string,
  bumps: readonly Bump[],
  { X, y, options, random }: RegressionTools<S>,
) {
  if (bumps.every(({ rare }) => rare) || bumps.every(({ rare }) => !rare)) {
    throw new DataError(
      `${name}: ${bumps[0]!.rare ? 'every value' : 'no value'} of the target is rare. Change \`threshold\` or \`controlPoints\`.`,
    )
  }
  const wanted = Math.round(X.rowCount / bumps.length)
  const kept: number[] = []
  const grown: { readonly rows: Int32Array; readonly count: number; readonly random: Random }[] = []
  for (const [index, { rare, rows }] of bumps.entries()) {
    const stream = random.fork(`stretch ${index}`)
    if (!rare && rows.length > wanted) {
      for (const place of stream.choice(rows.length, wanted, false)) kept.push(rows[place]!)
      continue
    }
    for (const row of rows) kept.push(row)
    if (!rare || rows.length >= wanted) continue
    requireNeighbors(name, rows, y, options.kNeighbors)
    grown.push({ rows, count: wanted - rows.length, random: stream })
  }
  return { kept: Int32Array.from(kept).sort(), grown, count: grown.reduce((sum, one) => sum + one.count, 0) }
}

function requireNeighbors(name: string, rows: Int32Array, y: Float64Array, kNeighbors: number): void {
  if (rows.length > kNeighbors) return
  throw new DataError(
    `${name}: the rare values from ${y[rows[0]!]} to ${y[rows[rows.length - 1]!]} have ${rows.length} rows; ${kNeighbors} neighbors need at least ${kNeighbors + 1}. Lower \`kNeighbors\` or \`threshold\`.`,
  )
}

async function check(name: string, X: Matrix, y: Float64Array, context: Context): Promise<void> {
  if (X.rowCount !== y.length) {
    throw new DataError(`${name}: X has ${X.rowCount} rows and y has ${y.length}. Pass one number a row.`)
  }
  if (X.rowCount < 2) throw new DataError(`${name}: there are fewer than two rows. Check the data.`)
  if (X.format !== 'dense') throw new DataError(`${name}: measures distances and needs a dense matrix; X is sparse.`)
  const bad = y.findIndex((value) => !Number.isFinite(value))
  if (bad >= 0) throw new DataError(`${name}: the target of row ${bad} is ${y[bad]}. Leave out rows without a target.`)
  await checkColumns(name, 'cleaning', 'numbers', X as Matrix<'train'>, context, ['missing'])
}
