import { type Classifier, didYouMean, OptionError } from '../core/index.ts'
import { classifiers } from './classifiers.ts'

/** A classifier as plain data, as recipes and ensembles hold it. */
export interface NamedClassifier {
  readonly name: string
  readonly options?: Readonly<Record<string, unknown>> | undefined
}

/** Makes a classifier from its name in the registry and its options; unknown names are refused with "did you mean". */
export function makeClassifier({ name, options = {} }: NamedClassifier): Classifier {
  if (!Object.hasOwn(classifiers, name)) {
    throw new OptionError(`no classifier "${name}"${didYouMean(name, Object.keys(classifiers))}`)
  }
  const factory = classifiers[name as keyof typeof classifiers] as unknown as (
    options: Readonly<Record<string, unknown>>,
  ) => Classifier
  return factory(options)
}
