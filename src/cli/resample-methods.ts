import { didYouMean, OptionError, type z } from '../core/index.ts'
import { multiLabelSamplers, regressionSamplers, samplers } from '../sampling/index.ts'
import { flagName } from './flags.ts'

/** What a method rebalances by: one class a row, a number, or any number of labels. */
export type Family = 'classes' | 'numbers' | 'labels'

/** A method of `resample` as it is said on the command line. */
export interface Method {
  /** `random-over-sampler` */
  readonly word: string
  /** `randomOverSampler` */
  readonly name: string
  readonly family: Family
  readonly schema: z.ZodObject
}

const registries = { classes: samplers, numbers: regressionSamplers, labels: multiLabelSamplers } as const

/** Every method of every family, by its word. */
export const methods: ReadonlyMap<string, Method> = new Map(
  (Object.keys(registries) as Family[]).flatMap((family) =>
    Object.entries(registries[family]).map(([name, { optionsSchema }]): [string, Method] => {
      const word = flagName(name).slice(2)
      return [word, { word, name, family, schema: optionsSchema as z.ZodObject }]
    }),
  ),
)

/** The methods of one family, as a list of words. */
export function wordsOf(family: Family): string {
  const words = [...methods.values()].filter((one) => one.family === family).map(({ word }) => word)
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** The method of that word. */
export function methodOf(word: string): Method {
  const found = methods.get(word)
  if (found) return found
  throw new OptionError(`resample: no method "${word}"${didYouMean(word, [...methods.keys()])}`)
}
