import type { FittedClassifier, SavedModel } from '../core/index.ts'
import { classifiers, loadModel, semiSupervised } from '../models/index.ts'
import { ensembles } from './ensembles.ts'

const alone = Object.freeze({ ...classifiers, ...ensembles })
const known = Object.freeze({
  ...alone,
  ...semiSupervised,
  /** Its base may be an ensemble. */
  selfTraining: { load: (saved: SavedModel) => semiSupervised.selfTraining.load(saved, alone) },
})

/**
 * Restores what `save()` of any fitted classifier gave, model, ensemble or learner from unlabeled rows, to the same predictions bit for bit. As
 * `loadModel`, which knows the models alone.
 */
export function loadClassifier(saved: SavedModel): FittedClassifier {
  return loadModel(saved, known)
}
