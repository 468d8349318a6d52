import { DataError, didYouMean, type FittedClassifier, type SavedModel } from '../core/index.ts'
import { classifiers } from './classifiers.ts'

/** Units by name that restore what they have saved, as `classifiers`. */
export type LoadableUnits = Readonly<Record<string, { load(saved: SavedModel): FittedClassifier }>>

/**
 * Restores what `save()` of a fitted classifier gave, to the same predictions bit for bit. It runs no code from the
 * file. `known` are the units that may be restored, by default `classifiers`; rooms above this one pass more. Throws
 * `DataError` for anything else than a saved model of a version and name known here.
 */
export function loadModel(saved: SavedModel, known: LoadableUnits = classifiers): FittedClassifier {
  const given = saved as Partial<SavedModel> | null | undefined
  if (given?.format !== 'evenkeel-model') {
    throw new DataError('loadModel: this is not a saved model; pass what `save()` returned, as JSON.')
  }
  if (given.version !== 1) {
    throw new DataError(`loadModel: version ${given.version} is not known here; install a newer evenkeel to read it.`)
  }
  const name = given.name ?? ''
  if (!Object.hasOwn(known, name)) {
    throw new DataError(`loadModel: no classifier "${name}"${didYouMean(name, Object.keys(known))}`)
  }
  return known[name]!.load(saved)
}
