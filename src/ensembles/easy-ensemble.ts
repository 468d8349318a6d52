import { defineEnsemble } from './define-ensemble.ts'
import { drawOptions, nEstimatorsOption, seedOption } from './ensemble-options.ts'
import { cellsOf, checkEstimator, estimatorOption } from './estimator-option.ts'
import { fitBag } from './fit-bag.ts'
import { restoreMembers, type SavedMembers } from './members.ts'

const name = 'easyEnsemble'

/** The options of `easyEnsemble`. */
export const easyEnsembleOptions = drawOptions.extend({
  estimator: estimatorOption({ name: 'adaBoost' }),
  nEstimators: nEstimatorsOption(10),
  seed: seedOption,
})

/**
 * A bag of AdaBoost learners, each on all rows of the rare class and as many of the others, drawn anew for each.
 *
 * Good where single columns tell much. Not where time counts, since every member is many trees: then use
 * `balancedRandomForest`; nor where labels are partly wrong, which AdaBoost chases. Its probabilities crowd around one
 * half: calibrate them, or use their order only.
 *
 * In code, `estimator` may also be a classifier that is made already, and `samplingStrategy` a function of the rows per
 * class; `fit(X, y, { from: model })` keeps the members of a fitted model and adds those that `nEstimators` counts beyond
 * them.
 *
 * As imbalanced-learn's `EasyEnsembleClassifier`, from another stream of random numbers. X.-Y. Liu, J. Wu and
 * Z.-H. Zhou, "Exploratory Undersampling for Class-Imbalance Learning", IEEE Transactions on Systems, Man, and
 * Cybernetics B 39, 2009.
 */
export const easyEnsemble = defineEnsemble({
  name,
  options: easyEnsembleOptions,
  grows: ({ members }: SavedMembers) => members.length,
  check: ({ estimator }) => checkEstimator(name, estimator),
  accepts: ({ estimator }) => cellsOf(estimator),
  learn: (task, options, before, context) => fitBag(task, { ...options, who: name }, before, context),
  restore: restoreMembers,
})
