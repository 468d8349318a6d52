import { DataError, didYouMean, type FittedClassifier, type SavedModel } from '../core/index.ts'
import { classifiers } from './classifiers.ts'

/**
 * Restores what `save()` of a fitted classifier gave, to the same predictions bit for bit. It runs no code from the
 * file. Throws `DataError` for anything else than a saved model of a version and name known here.
 */
export function loadModel(saved: SavedModel): FittedClassifier {
  const given = saved as Partial<SavedModel> | null | undefined
  if (given?.format !== 'evenkeel-model') {
    throw new DataError('loadModel: this is not a saved model; pass what `save()` returned, as JSON.')
  }
  if (given.version !== 1) {
    throw new DataError(`loadModel: version ${given.version} is not known here; install a newer evenkeel to read it.`)
  }
  const name = given.name ?? ''
  if (!Object.hasOwn(classifiers, name)) {
    throw new DataError(`loadModel: no classifier "${name}"${didYouMean(name, Object.keys(classifiers))}`)
  }
  return classifiers[name as keyof typeof classifiers].load(saved)
}
