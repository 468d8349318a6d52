import { dummyClassifier } from './dummy-classifier.ts'
import { logisticRegression } from './logistic-regression.ts'
import { svc } from './svm/svc.ts'

/** Every classifier, by name. Whatever stands here is tested, saved, loaded and offered by the command line. */
export const classifiers = Object.freeze({ dummyClassifier, logisticRegression, svc })
