import { DataError, type Labels, OptionError } from '../../core/index.ts'

/** The summed weights of each class among the labeled rows. */
export function classSizes(y: Labels, sampleWeight: Float64Array): Float64Array {
  const sizes = new Float64Array(y.classes.length)
  for (let row = 0; row < sampleWeight.length; row++) sizes[y.codes[row]!] = sizes[y.codes[row]!]! + sampleWeight[row]!
  return sizes
}

/** The share of each class among the unlabeled rows: as given by name, or as among the labeled ones. Sums to 1. */
export function expectedShares(
  who: string,
  y: Labels,
  sizes: Float64Array,
  given: Readonly<Record<string, number>> | null,
): Float64Array {
  const shares = given ? byName(who, 'shares', y, given, undefined) : sizes.slice()
  const lost = shares.findIndex((share, code) => share > 0 && sizes[code] === 0)
  if (lost >= 0) {
    throw new DataError(
      `${who}: \`shares\` expects rows of class "${y.classes[lost]}", of which no row is labeled. Label some, or give it the share 0.`,
    )
  }
  const total = shares.reduce((sum, share) => sum + share, 0)
  if (total === 0) throw new OptionError(`${who}: \`shares\` are all 0; give at least two classes a share.`)
  return shares.map((share) => share / total)
}

/** One number a class from a record by class name; `standard` is for those without one, where there may be such. */
export function byName(
  who: string,
  option: string,
  y: Labels,
  given: Readonly<Record<string, number>>,
  standard: number | undefined,
): Float64Array {
  const names = y.classes.map(String)
  const unknown = Object.keys(given).find((name) => !names.includes(name))
  if (unknown !== undefined) {
    throw new OptionError(
      `${who}: \`${option}\` names a class "${unknown}"; there are ${names.slice(0, 20).join(', ')}.`,
    )
  }
  return Float64Array.from(names, (name) => {
    const value = Object.hasOwn(given, name) ? given[name]! : standard
    if (value === undefined) {
      throw new OptionError(`${who}: \`${option}\` lacks the class "${name}". Name every class.`)
    }
    return value
  })
}
