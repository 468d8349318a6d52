import { z } from '../core/index.ts'
import { classifiers, type NamedClassifier } from '../models/index.ts'

/** The learner of the members, as plain data. */
export function estimatorOption(standard: NamedClassifier) {
  return z
    .strictObject({
      name: z.enum(Object.keys(classifiers)).describe('which classifier'),
      options: z.record(z.string(), z.unknown()).default({}).describe('its options'),
    })
    .default({ name: standard.name, options: { ...standard.options } })
    .describe('the classifier that each member is, by name, and its options; their seeds are drawn from `seed`')
}
