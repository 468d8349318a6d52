import { type ClassName, didYouMean, type Labels, OptionError, z } from '../core/index.ts'

/** How much a row of each class counts: all alike, in inverse proportion to the class's size, or as given by name. */
export type ClassWeight = 'balanced' | null | Readonly<Record<string, number>>

/** How an option of that kind is declared, whoever has it. */
export const classWeightOption = z
  .union([z.literal('balanced'), z.record(z.string(), z.number().min(0))])
  .nullable()
  .default(null)
  .describe('how much rows of each class count: "balanced", or a number by class name')

/**
 * The weight of a row of each class, by class code.
 *
 * `null` gives 1 to all. `'balanced'` gives N / (K · n_c), so that every class weighs the same in sum; N, n_c are
 * sums of `sampleWeight` where that is given, K counts the classes that have any row. A record gives weights by class
 * name and 1 to the classes that it does not name. A class without rows gets 0 under `'balanced'`.
 *
 * Equal to scikit-learn's `compute_class_weight`. Throws `OptionError` for an unknown class or a negative weight.
 */
export function classWeights(y: Labels, how: ClassWeight, sampleWeight?: Float64Array): Float64Array {
  const sizes = new Float64Array(y.classes.length)
  if (how === 'balanced') {
    const { codes } = y
    for (let row = 0; row < codes.length; row++) sizes[codes[row]!]! += sampleWeight ? sampleWeight[row]! : 1
  }
  return weightsForSizes(y.classes, sizes, how)
}

/** The same where only the names of the classes and their sizes, in sums of weights, are known. */
export function weightsForSizes(classes: readonly ClassName[], sizes: Float64Array, how: ClassWeight): Float64Array {
  const result = new Float64Array(classes.length)
  if (how === null) return result.fill(1)
  if (how !== 'balanced') return fillByName('classWeight', classes, how, result.fill(1))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const seen = sizes.reduce((count, size) => count + (size > 0 ? 1 : 0), 0)
  for (let code = 0; code < result.length; code++) {
    if (sizes[code]! > 0) result[code] = total / (seen * sizes[code]!)
  }
  return result
}

/** Writes the numbers given by class name; `what` begins the sentence of the error. */
export function fillByName(
  what: string,
  classes: readonly ClassName[],
  record: Readonly<Record<string, number>>,
  result: Float64Array,
): Float64Array {
  const names = classes.map(String)
  for (const [name, weight] of Object.entries(record)) {
    const code = names.indexOf(name)
    if (code < 0) throw new OptionError(`${what}: no class "${name}"${didYouMean(name, names)}`)
    if (!(weight >= 0 && weight < Infinity)) {
      throw new OptionError(`${what}: the weight of class "${name}" must be a number ≥ 0; it is ${weight}.`)
    }
    result[code] = weight
  }
  return result
}
