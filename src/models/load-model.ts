import type { FittedClassifier, SavedModel } from '../core/index.ts'
import { classifiers } from './classifiers.ts'
import { type Restorers, restoreSaved } from './restore-saved.ts'

/** Units by name that restore what they have saved, as `classifiers`. */
export type LoadableUnits = Restorers<FittedClassifier>

/**
 * Restores what `save()` of a fitted classifier gave, to the same predictions bit for bit. It runs no code from the
 * file. `known` are the units that may be restored, by default `classifiers`; rooms above this one pass more. Throws
 * `DataError` for anything else than a saved model of a version and name known here. Detectors have `loadDetector`.
 */
export function loadModel(saved: SavedModel, known: LoadableUnits = classifiers): FittedClassifier {
  return restoreSaved('loadModel', 'classifier', saved, known)
}
