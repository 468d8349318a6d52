import { isolationForest } from './isolation-forest.ts'
import { oneClassSvm } from './one-class-svm.ts'

/** Every detector, by name. Whatever stands here is tested, saved and loaded. */
export const detectors = Object.freeze({ isolationForest, oneClassSvm })
