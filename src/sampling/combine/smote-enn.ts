import { smote, smoteOptions } from '../over/smote.ts'
import { editedNearestNeighbours } from '../under/edited-nearest-neighbours.ts'
import { defineCombinedSampler } from './define-combined-sampler.ts'

/** The options of `smoteEnn`: those of `smote`. */
export const smoteEnnOptions = smoteOptions

/**
 * Grows minority classes by `smote`, then takes away every row, true or new, of any class, that has a row of another class
 * among its three nearest neighbors (`editedNearestNeighbours`).
 *
 * Numeric columns, all on one scale. It cleans more than `smoteTomek` does. Not for classes that overlap widely: much of
 * the majority then goes, the classes come out unequal, and a model trained on the rest is too sure of itself.
 *
 * G. Batista, R. Prati, M. Monard, "A study of the behavior of several methods for balancing machine learning training
 * data", ACM SIGKDD Explorations 6, 2004. Equal to imbalanced-learn's `SMOTEENN`, rows and order, where no two distances
 * tie.
 */
export const smoteEnn = defineCombinedSampler({
  name: 'smoteEnn',
  options: smoteEnnOptions,

  chain({ samplingStrategy, kNeighbors }, random) {
    return [smote({ samplingStrategy, kNeighbors, random }), editedNearestNeighbours({ samplingStrategy: 'all' })]
  },
})
