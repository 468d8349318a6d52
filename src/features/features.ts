import { DataError, didYouMean } from '../core/index.ts'
import type { SavedFeatures } from './define-features.ts'
import { hashingVectorizer } from './hashing-vectorizer.ts'
import { oneHotEncoder } from './one-hot-encoder.ts'
import { ordinalEncoder } from './ordinal-encoder.ts'
import { simpleImputer } from './simple-imputer.ts'
import { standardScaler } from './standard-scaler.ts'
import { tabularEncoder } from './tabular-encoder.ts'
import { tabularPreparer } from './tabular-preparer.ts'
import { tfidfVectorizer } from './tfidf-vectorizer.ts'

/** Every feature unit, by name. */
export const features = Object.freeze({
  hashingVectorizer,
  oneHotEncoder,
  ordinalEncoder,
  simpleImputer,
  standardScaler,
  tabularEncoder,
  tabularPreparer,
  tfidfVectorizer,
})

type Name = keyof typeof features

/** What a unit of that name gives when it is fitted; without a name, what any of them gives. */
export type FittedFeatures<N extends Name = Name> = ReturnType<(typeof features)[N]['load']>

/**
 * Restores what `save()` of a fitted unit gave; it runs no code from the file. Pass the name that you expect to get its
 * type: `loadFeatures(saved, 'tabularPreparer')`. Throws `DataError` for anything else than saved features.
 */
export function loadFeatures<N extends Name = Name>(saved: SavedFeatures, name?: N): FittedFeatures<N> {
  const given = saved as Partial<SavedFeatures> | null | undefined
  if (given?.format !== 'evenkeel-features') {
    throw new DataError('loadFeatures: this is not a saved feature unit; pass what `save()` returned.')
  }
  if (given.version !== 1) {
    throw new DataError(
      `loadFeatures: version ${given.version} is not known here; install a newer evenkeel to read it.`,
    )
  }
  const wanted = name ?? given.name ?? ''
  if (!Object.hasOwn(features, wanted)) {
    throw new DataError(`loadFeatures: no feature unit "${wanted}"${didYouMean(wanted, Object.keys(features))}`)
  }
  return features[wanted as Name].load(saved) as FittedFeatures<N>
}
