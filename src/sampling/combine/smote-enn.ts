import { z } from '../../core/index.ts'
import { factoryWithParts } from '../factory-with-part.ts'
import { cleaningStrategy } from '../sampling-strategy.ts'
import { editedNearestNeighbours, editedNearestNeighboursOptions } from '../under/edited-nearest-neighbours.ts'
import { growingOptions, growingSampler, isSampler } from './combined-parts.ts'
import { defineCombinedSampler } from './define-combined-sampler.ts'

const cleaningPart = z.strictObject({
  ...editedNearestNeighboursOptions.shape,
  samplingStrategy: cleaningStrategy.unwrap().default('all').describe('which classes lose rows, here all'),
})

/** The options of `smoteEnn`: those of `smote`, and its two parts. */
export const smoteEnnOptions = growingOptions.extend({
  /** Options of `editedNearestNeighbours`. The library also takes a sampler, which then cleans. */
  enn: cleaningPart
    .default(Object.freeze(cleaningPart.parse({})))
    .describe('options of editedNearestNeighbours, which cleans all classes unless told otherwise'),
})

/**
 * Grows minority classes by `smote`, then takes away every row, true or new, of any class, that has a row of another class
 * among its three nearest neighbors (`editedNearestNeighbours`).
 *
 * Numeric columns, all on one scale; missing cells as in `smote`. It cleans more than `smoteTomek` does: with
 * `enn: { kindSel: 'mode' }` less. Not for classes that overlap widely: much of the majority then goes, the classes come
 * out unequal, and a model trained on the rest is too sure of itself.
 *
 * Each part can be told its own options by `smote` and `enn`, or be another sampler: `smoteEnn({ smote:
 * borderlineSmote() })`. A sampler brings its own strategy and seed.
 *
 * G. Batista, R. Prati, M. Monard, "A study of the behavior of several methods for balancing machine learning training
 * data", ACM SIGKDD Explorations 6, 2004. Equal to imbalanced-learn's `SMOTEENN`, rows and order, where no two distances
 * tie.
 */
export const smoteEnn = factoryWithParts(['smote', 'enn'], isSampler, (parts) =>
  defineCombinedSampler({
    name: 'smoteEnn',
    options: smoteEnnOptions,
    chain: (options, random) => [
      parts.smote ?? growingSampler(options, random),
      parts.enn ?? editedNearestNeighbours(options.enn),
    ],
  }),
)
