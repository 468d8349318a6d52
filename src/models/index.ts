export { classifiers } from './classifiers.ts'
export {
  type AcceptedCells,
  type ClassificationTask,
  type ClassifierFactory,
  defineClassifier,
} from './define-classifier.ts'
export { dummyClassifier } from './dummy-classifier.ts'
export { loadModel } from './load-model.ts'
export { logisticRegression } from './logistic-regression.ts'
export { svc } from './svm/svc.ts'
export { decisionTree, decisionTreeOptions } from './trees/decision-tree.ts'
export { randomForest, randomForestOptions } from './trees/random-forest.ts'
export type { Tree } from './trees/tree.ts'
