import { type Classifier, didYouMean, OptionError, z } from '../core/index.ts'
import { type AcceptedCells, classifiers, makeClassifier, type NamedClassifier } from '../models/index.ts'

/** The learner of the members: a classifier by name, or one that is made already. */
export type Estimator = NamedClassifier | Classifier

/** The learner of the members, as plain data. */
export const estimatorSchema = z.strictObject({
  name: z.string().min(1).describe('which classifier'),
  options: z.record(z.string(), z.unknown()).default({}).describe('its options'),
})

/** The same with a default. */
export function estimatorOption(standard: NamedClassifier) {
  return estimatorSchema
    .default({ name: standard.name, options: { ...standard.options } })
    .describe('the classifier that each member is, by name, and its options; their seeds are drawn from `seed`')
}

/** Refuses names that the registry does not know, and options that the classifier does not. */
export function checkEstimator(who: string, estimator: Estimator): void {
  if ('fit' in estimator) return
  const names = Object.keys(classifiers)
  if (!names.includes(estimator.name)) {
    throw new OptionError(
      `${who}: \`estimator.name\`: there is no classifier "${estimator.name}"${didYouMean(estimator.name, names)}`,
    )
  }
  makeClassifier(estimator)
}

/** A classifier that draws does so from a stream of its own for each member; one that is made keeps its seed. */
export function seededEstimator(estimator: Estimator, seed: string): Classifier {
  if ('fit' in estimator) return estimator
  const { name, options = {} } = estimator
  const { optionsSchema } = classifiers[name as keyof typeof classifiers]
  if (!('seed' in optionsSchema.shape)) return makeClassifier({ name, options })
  const given = options['seed']
  return makeClassifier({
    name,
    options: { ...options, seed: given === undefined ? seed : `${seed} ${String(given)}` },
  })
}

/** What the members can use as it is; a classifier that is not of the registry refuses cells itself. */
export function cellsOf(estimator: Estimator): AcceptedCells {
  if (!Object.hasOwn(classifiers, estimator.name)) return { missing: true, categories: true }
  return classifiers[estimator.name as keyof typeof classifiers].accepts
}
