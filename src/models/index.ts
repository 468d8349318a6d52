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
