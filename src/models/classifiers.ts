import { anomalyClassifier } from './anomaly/anomaly-classifier.ts'
import { histGradientBoosting } from './boosting/hist-gradient-boosting.ts'
import { dummyClassifier } from './dummy-classifier.ts'
import { linearClassifier } from './linear-classifier.ts'
import { logisticRegression } from './logistic-regression.ts'
import { linearSvc } from './svm/linear-svc.ts'
import { svc } from './svm/svc.ts'
import { adaBoost } from './trees/ada-boost.ts'
import { decisionTree } from './trees/decision-tree.ts'
import { randomForest } from './trees/random-forest.ts'

/** Every classifier, by name. Whatever stands here is tested, saved, loaded and offered by the command line. */
export const classifiers = Object.freeze({
  adaBoost,
  anomalyClassifier,
  decisionTree,
  dummyClassifier,
  histGradientBoosting,
  linearClassifier,
  linearSvc,
  logisticRegression,
  randomForest,
  svc,
})
