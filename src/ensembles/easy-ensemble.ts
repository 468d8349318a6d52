import { defineClassifier } from '../models/index.ts'
import { drawOptions, nEstimatorsOption, seedOption } from './ensemble-options.ts'
import { estimatorOption } from './estimator-option.ts'
import { fitBag } from './fit-bag.ts'
import { restoreMembers } from './members.ts'

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
 * As imbalanced-learn's `EasyEnsembleClassifier`, from another stream of random numbers. X.-Y. Liu, J. Wu and
 * Z.-H. Zhou, "Exploratory Undersampling for Class-Imbalance Learning", IEEE Transactions on Systems, Man, and
 * Cybernetics B 39, 2009.
 */
export const easyEnsemble = defineClassifier({
  name,
  options: easyEnsembleOptions,
  learn: (task, options, context) => fitBag(task, { ...options, who: name }, context),
  restore: restoreMembers,
})
