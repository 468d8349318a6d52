import { didYouMean, type Labels, OptionError } from '../core/index.ts'

/** How much a row of each class counts: all alike, in inverse proportion to the class's size, or as given by name. */
export type ClassWeight = 'balanced' | null | Readonly<Record<string, number>>

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
  const result = new Float64Array(y.classes.length)
  if (how === null) return result.fill(1)
  if (how !== 'balanced') return fromRecord(y, how, result.fill(1))
  const { codes } = y
  let total = 0
  for (let row = 0; row < codes.length; row++) {
    const weight = sampleWeight ? sampleWeight[row]! : 1
    result[codes[row]!]! += weight
    total += weight
  }
  const seen = result.reduce((count, size) => count + (size > 0 ? 1 : 0), 0)
  for (let code = 0; code < result.length; code++) {
    if (result[code]! > 0) result[code] = total / (seen * result[code]!)
  }
  return result
}

function fromRecord(y: Labels, record: Readonly<Record<string, number>>, result: Float64Array): Float64Array {
  const names = y.classes.map(String)
  for (const [name, weight] of Object.entries(record)) {
    const code = names.indexOf(name)
    if (code < 0) throw new OptionError(`classWeight: no class "${name}"${didYouMean(name, names)}`)
    if (!(weight >= 0 && weight < Infinity)) {
      throw new OptionError(`classWeight: the weight of class "${name}" must be a number ≥ 0; it is ${weight}.`)
    }
    result[code] = weight
  }
  return result
}
