import type { FittedClassifier, SavedModel } from '../core/index.ts'
import { classifiers, type LoadableUnits, loadModel, semiSupervised } from '../models/index.ts'
import { ensembles } from './ensembles.ts'

/** Members of an ensemble may be ensembles themselves. */
const alone: LoadableUnits = Object.freeze({
  ...classifiers,
  ...Object.fromEntries(
    Object.entries(ensembles).map(([name, { load }]) => [name, { load: (saved: SavedModel) => load(saved, alone) }]),
  ),
})
const known = Object.freeze({
  ...alone,
  ...semiSupervised,
  /** Its base may be an ensemble. */
  selfTraining: { load: (saved: SavedModel) => semiSupervised.selfTraining.load(saved, alone) },
})

/**
 * Restores what `save()` of any fitted classifier gave, model, ensemble or learner from unlabeled rows, to the same
 * predictions bit for bit. As `loadModel`, which knows the models alone.
 */
export function loadClassifier(saved: SavedModel): FittedClassifier {
  return loadModel(saved, known)
}
