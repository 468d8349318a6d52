import {
  breathe,
  type Context,
  DataError,
  type Matrix,
  OptionError,
  type Provenance,
  parseOptions,
  type Random,
  random as randomFrom,
  refuseHeldOut,
  takeRows,
  within,
  z,
} from '../../core/index.ts'
import { checkColumns } from '../check-columns.ts'
import { nearestOthers } from '../nearest-others.ts'
import { pointsOf } from '../points-of.ts'
import { seedOption } from '../seed-option.ts'
import { stackRows } from '../stack-rows.ts'
import { type Bump, bumpsOf } from './bumps.ts'
import { boxPlotPoints, relevanceFrom } from './relevance.ts'

/** The options of `smoter`. */
export const smoterOptions = z.strictObject({
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
export interface RegressionSampler {
  readonly name: string
  readonly options: Readonly<z.output<typeof smoterOptions>>
  fitResample(X: Matrix<'train'>, y: Float64Array, context?: Context): Promise<RegressionResampled>
}

/**
 * SMOTE for regression: stretches of the target that matter grow by rows between near neighbors, stretches that do not
 * shrink at random, until all have about the same number of rows (all rows divided by the number of stretches).
 *
 * The target of a new row is the mean of its parents', each weighing the more the nearer it lies. Numeric columns only,
 * none missing, all on one scale; whole numbers and dates stay whole. Not where extreme values are errors rather than
 * rare cases: it would multiply them.
 *
 * L. Torgo et al., "SMOTE for Regression", EPIA 2013, with the `"balance"` of R's UBL. Throws a `DataError` where a rare
 * stretch has too few rows, or nothing is rare or everything.
 */
export const smoter = Object.freeze(
  Object.assign(
    (given: z.input<typeof smoterOptions> & { readonly random?: Random | undefined } = {}): RegressionSampler => {
      const { random, ...data } = given
      if (random !== undefined && typeof (random as Partial<Random> | null)?.fork !== 'function') {
        throw new OptionError(
          'smoter: `random` must be made by `random(seed)` or `numpyRandom(seed)`. For a number use `seed`.',
        )
      }
      const options = parseOptions('smoter', smoterOptions, random ? { ...data, seed: random.seed } : data)
      if (options.controlPoints) relevanceFrom(options.controlPoints)
      const fitResample = (X: Matrix<'train'>, y: Float64Array, context: Context = {}) =>
        resample(X, y, options, (random ?? randomFrom(options.seed)).fork('smoter'), context)
      return Object.freeze({ name: 'smoter', options, fitResample })
    },
    { unitName: 'smoter' as const, optionsSchema: smoterOptions },
  ),
)

async function resample(
  X: Matrix<'train'>,
  y: Float64Array,
  options: RegressionSampler['options'],
  random: Random,
  context: Context,
): Promise<RegressionResampled> {
  refuseHeldOut('smoter', X)
  await check(X, y, context)
  const relevance = relevanceFrom(options.controlPoints ?? boxPlotPoints(y))
  const bumps = bumpsOf(y, relevance, options.threshold)
  if (bumps.every(({ rare }) => rare) || bumps.every(({ rare }) => !rare)) {
    throw new DataError(
      `smoter: ${bumps[0]!.rare ? 'every value' : 'no value'} of the target is rare. Change \`threshold\` or \`controlPoints\`.`,
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
    requireNeighbors({ rare, rows }, y, options.kNeighbors)
    grown.push({ rows, count: wanted - rows.length, random: stream })
  }
  const originals = Int32Array.from(kept).sort()
  const count = grown.reduce((sum, one) => sum + one.count, 0)
  const made = (await stackRows(X, originals, count, context)) as Matrix<'train'>
  const result = { X: made, y: new Float64Array(made.rowCount), rows: new Int32Array(made.rowCount).fill(-1) }
  const parents = new Int32Array(count * 2)
  const steps = new Float64Array(count)
  result.rows.set(originals)
  for (let place = 0; place < originals.length; place++) result.y[place] = y[originals[place]!]!
  let entry = 0
  for (const { rows, count: more, random: stream } of grown) {
    const near = await nearestOthers(
      pointsOf(takeRows(X, rows)),
      Int32Array.from(rows.keys()),
      options.kNeighbors,
      within(context, 'smoter'),
    )
    const drawn = stream.randint(0, near.length, more)
    const uniform = stream.uniform(more)
    for (let row = 0; row < more; row++, entry++) {
      if (row % 1024 === 0) await breathe(context, { stage: 'making rows', done: entry, total: count })
      parents[entry * 2] = rows[Math.floor(drawn[row]! / options.kNeighbors)]!
      parents[entry * 2 + 1] = rows[near[drawn[row]!]!]!
      steps[entry] = uniform[row]!
      between(X, y, parents[entry * 2]!, parents[entry * 2 + 1]!, uniform[row]!, result, originals.length + entry)
    }
  }
  const provenance = { method: 'smoter', seed: random.seed, count, parentsPerRow: 2, parents, steps }
  return { ...result, provenance: Object.freeze(provenance) }
}

/** Writes a row between two others; its target leans to the nearer one. */
function between(
  X: Matrix,
  y: Float64Array,
  first: number,
  second: number,
  step: number,
  into: { readonly X: Matrix; readonly y: Float64Array },
  at: number,
): void {
  const width = X.columns.length
  let toFirst = 0
  let toSecond = 0
  for (let column = 0; column < width; column++) {
    const [a, b] = [X.data[first * width + column]!, X.data[second * width + column]!]
    const made = a + step * (b - a)
    const value = X.columns[column]!.kind === 'number' ? made : Math.round(made)
    into.X.data[at * width + column] = value
    toFirst += (value - a) * (value - a)
    toSecond += (value - b) * (value - b)
  }
  const [near, far] = [Math.sqrt(toFirst), Math.sqrt(toSecond)]
  into.y[at] = near + far === 0 ? (y[first]! + y[second]!) / 2 : (far * y[first]! + near * y[second]!) / (near + far)
}

function requireNeighbors({ rows }: Bump, y: Float64Array, kNeighbors: number): void {
  if (rows.length > kNeighbors) return
  throw new DataError(
    `smoter: the rare values from ${y[rows[0]!]} to ${y[rows[rows.length - 1]!]} have ${rows.length} rows; ${kNeighbors} neighbors need at least ${kNeighbors + 1}. Lower \`kNeighbors\` or \`threshold\`.`,
  )
}

async function check(X: Matrix, y: Float64Array, context: Context): Promise<void> {
  if (X.rowCount !== y.length) {
    throw new DataError(`smoter: X has ${X.rowCount} rows and y has ${y.length}. Pass one number a row.`)
  }
  if (X.rowCount < 2) throw new DataError('smoter: there are fewer than two rows. Check the data.')
  if (X.format !== 'dense') throw new DataError('smoter: measures distances and needs a dense matrix; X is sparse.')
  const bad = y.findIndex((value) => !Number.isFinite(value))
  if (bad >= 0) throw new DataError(`smoter: the target of row ${bad} is ${y[bad]}. Leave out rows without a target.`)
  await checkColumns('smoter', 'cleaning', 'numbers', X as Matrix<'train'>, context)
}
