import { type Classifier, didYouMean, OptionError, type OptionsSchema } from '../../core/index.ts'
import { ensembles } from '../../ensembles/index.ts'
import { classifiers, semiSupervised } from '../../models/index.ts'
import type { Chain } from './chain.ts'

const learners = Object.freeze({ ...classifiers, ...ensembles, ...semiSupervised })

interface LearnerFactory {
  (options: Readonly<Record<string, unknown>>): Classifier
  readonly optionsSchema: OptionsSchema
  readonly accepts?: { readonly missing: boolean; readonly categories: boolean }
}

/** The classifier or ensemble of a chain; what draws at random draws from `seed` unless the chain names its own. */
export function learnerOf({ model }: Chain, seed: number): Classifier {
  const factory = factoryOf(model.name)
  return factory('seed' in factory.optionsSchema.shape ? { seed, ...model.options } : model.options)
}

/** Whether the model takes missing cells and categories as they are. */
export function readsColumns({ model }: Chain): boolean {
  const { missing, categories } = factoryOf(model.name).accepts ?? { missing: false, categories: false }
  return missing && categories
}

/** Whether the model also learns from rows without labels. */
export function takesUnlabeled({ model }: Chain): boolean {
  return Object.hasOwn(semiSupervised, model.name)
}

function factoryOf(name: string): LearnerFactory {
  if (Object.hasOwn(learners, name)) return learners[name as keyof typeof learners] as unknown as LearnerFactory
  throw new OptionError(`no classifier "${name}"${didYouMean(name, Object.keys(learners))}`)
}
