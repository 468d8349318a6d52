import type { FittedClassifier, SavedModel } from '../core/index.ts'
import { classifiers, loadModel } from '../models/index.ts'
import { ensembles } from './ensembles.ts'

const known = Object.freeze({ ...classifiers, ...ensembles })

/**
 * Restores what `save()` of any fitted classifier gave, model or ensemble, to the same predictions bit for bit. As
 * `loadModel`, which knows the models alone.
 */
export function loadClassifier(saved: SavedModel): FittedClassifier {
  return loadModel(saved, known)
}
