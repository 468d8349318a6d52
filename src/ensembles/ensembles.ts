import { balanceCascade } from './balance-cascade.ts'
import { balancedBaggingClassifier } from './balanced-bagging-classifier.ts'
import { balancedRandomForest } from './balanced-random-forest.ts'
import { easyEnsemble } from './easy-ensemble.ts'
import { rusBoost } from './rus-boost.ts'
import { selfPacedEnsemble } from './self-paced-ensemble.ts'

/** Every ensemble, by name. Whatever stands here is tested, saved and loaded. */
export const ensembles = Object.freeze({
  balanceCascade,
  balancedBaggingClassifier,
  balancedRandomForest,
  easyEnsemble,
  rusBoost,
  selfPacedEnsemble,
})
