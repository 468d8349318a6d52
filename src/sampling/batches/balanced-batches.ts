import {
  breathe,
  type Context,
  type Labels,
  type Matrix,
  parseOptions,
  type Random,
  random as randomFrom,
  takeLabels,
  takeRows,
  takeSparseRows,
  within,
  z,
} from '../../core/index.ts'
import { carryAlong } from '../carry-along.ts'
import { type NamedSampler, registeredSampler } from '../registered-sampler.ts'
import type { AnyMatrix, Resampled, Sampler } from '../sampler.ts'
import { seedOption } from '../seed-option.ts'
import { randomUnderSampler } from '../under/random-under-sampler.ts'
import { sharedStream } from './shared-stream.ts'

const batchOptions = z.strictObject({
  batchSize: z.int().min(1).default(32).describe('rows of a batch; the last of an epoch holds what is left'),
  epochs: z.int().min(1).default(1).describe('how often the data are drawn and handed out'),
  seed: seedOption,
})

/** What `balancedBatches` can be told: the data, and how to draw. */
export interface BalancedBatchesOptions<X extends AnyMatrix = Matrix<'train'>> {
  readonly X: X
  readonly y: Labels<'train'>
  /** One weight a row, carried along; a synthetic row weighs what its first parent weighs. */
  readonly sampleWeight?: Float64Array | undefined
  /** Rows of a batch, default 32. The last batch of an epoch holds what is left. */
  readonly batchSize?: number | undefined
  /** How often the data are drawn anew and handed out, default 1. */
  readonly epochs?: number | undefined
  /**
   * How each epoch is balanced; default `randomUnderSampler`. A name, or a function of the epoch's stream of random
   * numbers (`(random) => smote({ kNeighbors: 3, random })`), draws anew in every epoch. A sampler that is made already
   * keeps its own seed, so every epoch has the same rows in another order.
   */
  readonly sampler?: NamedSampler | ((random: Random) => Sampler<X>) | Sampler<X> | undefined
  /** The same seed gives the same batches. Default 0. */
  readonly seed?: number | string | undefined
  /** Overrides `seed`. With `numpyRandom(42)` the first epoch is imbalanced-learn's for `random_state=42`. */
  readonly random?: Random | undefined
}

/** Some rows of one epoch, in random order. */
export interface Batch<X extends AnyMatrix = Matrix<'train'>> {
  readonly X: X
  readonly y: Labels<'train'>
  /** For each row of the batch its row in the data, or −1 where it is synthetic. */
  readonly rows: Int32Array
  readonly sampleWeight: Float64Array | undefined
  /** Both count from 0. */
  readonly epoch: number
  readonly index: number
  /** How many batches the epoch has. */
  readonly count: number
}

/**
 * Balanced batches for a training loop: every epoch is resampled by itself, shuffled, and handed out in batches.
 *
 * `for await (const { X, y } of balancedBatches({ X: train, y: labels, epochs: 10 })) …`
 *
 * Balanced is the epoch, not every single batch. Over-samplers work too, and the last, smaller batch is not lost. Each
 * epoch has a draw of its own that depends on the seed and its number only. An epoch is held in memory whole; with a
 * cleaning sampler or a fixed one all epochs do the same work again. Do not measure on such batches: their shares of the
 * classes are not those of the data.
 *
 * Equal to imbalanced-learn's `balanced_batch_generator` in its first epoch, with `random: numpyRandom(seed)`. Throws
 * what the sampler throws, and an `OptionError` for options out of range.
 */
export async function* balancedBatches<X extends AnyMatrix>(
  given: BalancedBatchesOptions<X>,
  context: Context = {},
): AsyncGenerator<Batch<X>, void, undefined> {
  const { X, y, sampleWeight, sampler, random, ...rest } = given
  const { batchSize, epochs, seed } = parseOptions(
    'balancedBatches',
    batchOptions,
    random ? { ...rest, seed: random.seed } : rest,
  )
  const stream = random ?? randomFrom(seed)
  for (let epoch = 0; epoch < epochs; epoch++) {
    const own = sharedStream(stream, `epoch ${epoch}`)
    const resampled = await samplerOf(sampler, own).fitResample(X, y, within(context, `epoch ${epoch}`))
    const order = own.continue('shuffle').permutation(resampled.rows.length)
    const weights = sampleWeight && carryAlong(resampled, sampleWeight)
    const count = Math.ceil(order.length / batchSize)
    for (let index = 0; index < count; index++) {
      await breathe(context, { stage: `epoch ${epoch}`, done: index, total: count })
      const places = order.subarray(index * batchSize, (index + 1) * batchSize)
      yield { ...takeBatch(resampled, weights, places), epoch, index, count }
    }
  }
}

function samplerOf<X extends AnyMatrix>(sampler: BalancedBatchesOptions<X>['sampler'], random: Random): Sampler<X> {
  if (sampler === undefined) return randomUnderSampler({ random })
  if (typeof sampler === 'function') return sampler(random)
  if (typeof sampler === 'object' && 'fitResample' in sampler) return sampler
  const factory = registeredSampler(sampler.name)
  const seeded = 'seed' in factory.optionsSchema.shape
  return factory({ ...sampler.options, ...(seeded ? { random } : {}) })
}

function takeBatch<X extends AnyMatrix>(
  resampled: Resampled<X>,
  weights: Float64Array | undefined,
  places: Int32Array,
) {
  const { X, y, rows } = resampled
  const taken: AnyMatrix = X.format === 'csr' ? takeSparseRows(X, places) : takeRows(X, places)
  return {
    X: taken as X,
    y: takeLabels(y, places),
    rows: places.map((place) => rows[place]!),
    sampleWeight: weights && Float64Array.from(places, (place) => weights[place]!),
  }
}
