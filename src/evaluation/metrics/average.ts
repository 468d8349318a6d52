import { type ClassName, DataError, parseOptions, z } from '../../core/index.ts'
import { type ClassCounts, classCounts, ratio } from './class-counts.ts'
import type { Confusion } from './confusion-matrix.ts'

/** How one figure is made of the classes' figures. */
export const averageOptions = z.strictObject({
  average: z
    .enum(['binary', 'macro', 'weighted', 'micro'])
    .optional()
    .describe(
      'binary: of the positive class; macro: mean of the classes; weighted: by their rows; micro: of all counts',
    ),
  positive: z
    .union([z.string(), z.number(), z.boolean()])
    .optional()
    .describe('the positive class of the binary average; default: the second of two'),
})
/** `average` defaults to `'binary'` for two classes or a named positive one, else to `'macro'`. */
export type AverageOptions = z.input<typeof averageOptions>

/**
 * Averages a figure over the classes that occur in truth or predictions, as scikit-learn does. The counts of the micro
 * average are the sums over the classes.
 */
export function averageOver(
  who: string,
  confusion: Confusion,
  options: AverageOptions | undefined,
  figure: (counts: ClassCounts) => number,
): number {
  const { average, positive } = parseOptions(who, averageOptions, options)
  const counts = classCounts(confusion)
  const binary = average ?? (positive !== undefined || counts.length === 2 ? 'binary' : 'macro')
  if (binary === 'binary') return figure(counts[positiveCode(who, confusion.classes, positive)]!)
  const present = presentClasses(counts)
  if (binary === 'micro') return figure(together(present))
  if (binary === 'macro') return ratio(sum(present.map(figure)), present.length)
  return ratio(sum(present.map((own) => figure(own) * own.actual)), sum(present.map((own) => own.actual)))
}

/** The classes with a row or a prediction. */
export function presentClasses(counts: readonly ClassCounts[]): ClassCounts[] {
  return counts.filter(({ actual, predicted }) => actual > 0 || predicted > 0)
}

/** All classes counted as one question asked once a class. */
export function together(counts: readonly ClassCounts[]): ClassCounts {
  return {
    truePositives: sum(counts.map((own) => own.truePositives)),
    predicted: sum(counts.map((own) => own.predicted)),
    actual: sum(counts.map((own) => own.actual)),
    all: sum(counts.map((own) => own.all)),
  }
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function positiveCode(who: string, classes: readonly ClassName[], positive: ClassName | undefined): number {
  if (positive === undefined) {
    if (classes.length === 2) return 1
    throw new DataError(
      `${who}: the binary average needs two classes; there are ${classes.length}. Name \`positive\` or choose another \`average\`.`,
    )
  }
  const code = classes.indexOf(positive)
  if (code >= 0) return code
  throw new DataError(`${who}: no class "${positive}"; there are ${classes.slice(0, 20).join(', ')}.`)
}
