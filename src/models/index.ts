export { anomalyClassifier } from './anomaly/anomaly-classifier.ts'
export { type DetectionTask, type DetectorFactory, defineDetector } from './anomaly/define-detector.ts'
export type { Detector, FittedDetector } from './anomaly/detector.ts'
export { detectors } from './anomaly/detectors.ts'
export { isolationForest } from './anomaly/isolation-forest.ts'
export { loadDetector } from './anomaly/load-detector.ts'
export { oneClassSvm } from './anomaly/one-class-svm.ts'
export { histGradientBoosting } from './boosting/hist-gradient-boosting.ts'
export { classifiers } from './classifiers.ts'
export {
  type AcceptedCells,
  type ClassificationTask,
  type ClassifierFactory,
  defineClassifier,
} from './define-classifier.ts'
export { dummyClassifier } from './dummy-classifier.ts'
export { linearClassifier } from './linear-classifier.ts'
export { type LoadableUnits, loadModel } from './load-model.ts'
export { logisticRegression } from './logistic-regression.ts'
export { makeClassifier, type NamedClassifier } from './make-classifier.ts'
export { predictRows } from './predict-rows.ts'
export { allocateByShares } from './semi-supervised/allocate-by-shares.ts'
export type {
  FittedSemiSupervised,
  SemiSupervisedClassifier,
  SemiSupervisedFactory,
  SemiSupervisedSettings,
} from './semi-supervised/define-semi-supervised.ts'
export { labelSpreading } from './semi-supervised/label-spreading.ts'
export type { PseudoLabels } from './semi-supervised/pseudo-labels.ts'
export { selfTraining } from './semi-supervised/self-training.ts'
export { semiSupervised } from './semi-supervised/semi-supervised.ts'
export { linearSvc } from './svm/linear-svc.ts'
export { svc } from './svm/svc.ts'
export { adaBoost, adaBoostOptions } from './trees/ada-boost.ts'
export { type BoostedTrees, type BoostingPlan, boostTrees } from './trees/boost-trees.ts'
export { decisionTree, decisionTreeOptions } from './trees/decision-tree.ts'
export { decodeTrees, type EncodedTrees, encodeTrees } from './trees/encode-trees.ts'
export { type ForestPlan, growForest } from './trees/grow-forest.ts'
export {
  beginTally,
  judgeTally,
  meansOfTally,
  type OutOfBag,
  type OutOfBagTally,
} from './trees/out-of-bag.ts'
export { drawBootstrap, meanOfTrees, randomForest, randomForestOptions } from './trees/random-forest.ts'
export type { Tree } from './trees/tree.ts'
export { forestClassWeightOption, maxFeaturesOption, treeOptions } from './trees/tree-options.ts'
export { softmaxOfVotes, voteOfTrees } from './trees/vote-of-trees.ts'
