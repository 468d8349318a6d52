import { type Context, type Labels, OptionError, type Random } from '../core/index.ts'
import type { AnyMatrix, Resampled } from './sampler.ts'
import type { StrategyFunction } from './sampling-strategy.ts'
import { defineUnderSampler, underSamplerOptions } from './under/define-under-sampler.ts'

/** What `makeImbalance` can be told. */
export interface MakeImbalanceOptions {
  /** The rows to leave of each class; classes that are not named stay whole. A function gets the counts by class. */
  readonly samplingStrategy: Readonly<Record<string, number>> | StrategyFunction
  /** The same seed leaves the same rows. Default 0. */
  readonly seed?: number | string | undefined
  /** Overrides `seed`: `numpyRandom(42)` leaves the rows that imbalanced-learn leaves for `random_state=42`. */
  readonly random?: Random | undefined
}

const shrink = defineUnderSampler({
  name: 'makeImbalance',
  options: underSamplerOptions,
  reads: 'labels',
  stream: 'continue',

  choose(rows, count, { random }) {
    return random.choice(rows.length, count, false).map((position) => rows[position]!)
  },
})

/**
 * Makes a balanced data set imbalanced, by drawing from each class the rows asked for: for examples, teaching and
 * experiments in which the imbalance must be known.
 *
 * Any matrix will do, sparse and with missing cells too. The rows come class by class; `rows` says which they were. Not
 * for rebalancing: that is `randomUnderSampler`. Equal to imbalanced-learn's `make_imbalance`, rows and order.
 *
 * Throws an `OptionError` where a class has fewer rows than asked for or is not there, and for words and ratios, which
 * say nothing about how rare a class should be.
 */
export async function makeImbalance<X extends AnyMatrix>(
  X: X,
  y: Labels<'train'>,
  options: MakeImbalanceOptions,
  context: Context = {},
): Promise<Resampled<X>> {
  const strategy: unknown = options?.samplingStrategy
  if (typeof strategy !== 'function' && (typeof strategy !== 'object' || strategy === null)) {
    throw new OptionError(
      `makeImbalance: \`samplingStrategy\` must be the rows to leave of each class, or a function; it is ${strategy === undefined ? 'missing' : JSON.stringify(strategy)}.`,
    )
  }
  return shrink(options).fitResample(X, y, context)
}
