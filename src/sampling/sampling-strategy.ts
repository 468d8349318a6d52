import { type ClassName, didYouMean, type Labels, OptionError, z } from '../core/index.ts'

/** For the library: rows wanted per class, from the rows that there are per class. */
export type StrategyFunction = (counts: Readonly<Record<string, number>>) => Readonly<Record<string, number>>

/** For the library, of cleaning samplers: the classes that lose rows, from the rows that there are per class. */
export type ClassesFunction = (counts: Readonly<Record<string, number>>) => readonly ClassName[]

const ratio = z.number().gt(0).max(1)
const perClass = z.record(z.string(), z.int().min(0))

/** `samplingStrategy` of samplers that add rows. */
export const overStrategy = z
  .union([z.enum(['auto', 'minority', 'not minority', 'not majority', 'all']), ratio, perClass], {
    error:
      'must be "auto", "minority", "not minority", "not majority", "all", a ratio above 0 and at most 1, or rows per class',
  })
  .default('auto')
  .describe(
    'which classes grow to the size of the largest ("auto": all but the largest), or for two classes the ratio of the ' +
      'rarer to the other, or the rows wanted per class',
  )

/** `samplingStrategy` of samplers that take rows away down to a count. */
export const underStrategy = z
  .union([z.enum(['auto', 'majority', 'not minority', 'not majority', 'all']), ratio, perClass], {
    error:
      'must be "auto", "majority", "not minority", "not majority", "all", a ratio above 0 and at most 1, or rows per class',
  })
  .default('auto')
  .describe(
    'which classes shrink to the size of the smallest ("auto": all but the smallest), or for two classes the ratio of ' +
      'the rarer to the other, or the rows wanted per class',
  )

/** `samplingStrategy` of samplers that take away what disturbs, however many rows that is. */
export const cleaningStrategy = z
  .union(
    [
      z.enum(['auto', 'majority', 'not minority', 'not majority', 'all']),
      z.array(z.union([z.string(), z.number(), z.boolean()])).min(1),
    ],
    { error: 'must be "auto", "majority", "not minority", "not majority", "all" or a list of classes' },
  )
  .default('auto')
  .describe('which classes lose rows ("auto": all but the smallest), or a list of classes')

/** The classes that have rows, by code ascending, and how many. Of equals the first is the largest and the smallest. */
export interface ClassCounts {
  readonly codes: readonly number[]
  readonly counts: Int32Array
  readonly largest: number
  readonly smallest: number
}

/** The codes that a word such as `'not majority'` means. `auto` is what it stands for in the family. */
export function classesNamed(word: string, { codes, largest, smallest }: ClassCounts, auto: string): number[] {
  switch (word === 'auto' ? auto : word) {
    case 'minority':
      return [smallest]
    case 'majority':
      return [largest]
    case 'not minority':
      return codes.filter((code) => code !== smallest)
    case 'not majority':
      return codes.filter((code) => code !== largest)
    default:
      return [...codes]
  }
}

/** The code of a class that has rows. */
export function codeOf(who: string, y: Labels, { codes }: ClassCounts, name: ClassName): number {
  const code = codes.find((other) => String(y.classes[other]) === String(name))
  if (code !== undefined) return code
  const known = codes.slice(0, 1000).map((other) => String(y.classes[other]))
  throw new OptionError(`${who}: \`samplingStrategy\` names the class "${name}"${didYouMean(String(name), known)}`)
}

/** Rows wanted per class code, from a record or a function. */
export function countsWanted(
  who: string,
  strategy: Readonly<Record<string, number>> | StrategyFunction,
  y: Labels,
  classes: ClassCounts,
): Map<number, number> {
  const wanted: unknown = typeof strategy === 'function' ? strategy(countsByName(y, classes)) : strategy
  if (!isRecord(wanted)) {
    const given = wanted instanceof Promise ? 'a promise' : JSON.stringify(wanted)
    throw new OptionError(
      `${who}: \`samplingStrategy\` must give the rows wanted per class, as { rare: 100 }; it gives ${given}.`,
    )
  }
  return new Map(
    Object.entries(wanted as Readonly<Record<string, number>>).map(([name, count]) => {
      if (Number.isInteger(count) && count >= 0) return [codeOf(who, y, classes, name), count]
      throw new OptionError(
        `${who}: \`samplingStrategy\` must give whole numbers of rows; for class "${name}" it gives ${count}.`,
      )
    }),
  )
}

/** Not a promise or a map, whose entries nobody would look at. */
function isRecord(value: unknown): boolean {
  return Object.prototype.toString.call(value) === '[object Object]'
}

/** The codes of the classes that a list or a function names. */
export function codesNamed(
  who: string,
  strategy: readonly ClassName[] | ClassesFunction,
  y: Labels,
  classes: ClassCounts,
): number[] {
  const names: unknown = typeof strategy === 'function' ? strategy(countsByName(y, classes)) : strategy
  if (Array.isArray(names)) return names.map((name: ClassName) => codeOf(who, y, classes, name))
  throw new OptionError(
    `${who}: \`samplingStrategy\` must give a list of classes, since cleaning decides itself how many rows go; it gives ${JSON.stringify(names)}.`,
  )
}

function countsByName(y: Labels, { codes, counts }: ClassCounts): Record<string, number> {
  return Object.fromEntries(codes.map((code) => [String(y.classes[code]), counts[code]!]))
}

/** Refuses a ratio where there are more than two classes. */
export function requireTwoClasses(who: string, { codes }: ClassCounts, strategy: number): void {
  if (codes.length === 2) return
  throw new OptionError(
    `${who}: \`samplingStrategy\` is the ratio ${strategy}, which is for two classes; y has ${codes.length}. Give the rows wanted per class instead.`,
  )
}
