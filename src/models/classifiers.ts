import { dummyClassifier } from './dummy-classifier.ts'
import { logisticRegression } from './logistic-regression.ts'
import { svc } from './svm/svc.ts'
import { decisionTree } from './trees/decision-tree.ts'
import { randomForest } from './trees/random-forest.ts'

/** Every classifier, by name. Whatever stands here is tested, saved, loaded and offered by the command line. */
export const classifiers = Object.freeze({ decisionTree, dummyClassifier, logisticRegression, randomForest, svc })
