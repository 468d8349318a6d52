import { DataError, type Labels, parseOptions, z } from '../../core/index.ts'
import { incompleteBeta } from '../decisions/incomplete-beta.ts'
import { chiSquareTail } from './chi-square-tail.ts'

export const mcnemarOptions = z.strictObject({
  exact: z
    .boolean()
    .optional()
    .describe(
      'the binomial test; otherwise chi-square with continuity correction; default: exact below 1,000 differing rows',
    ),
})
export type McnemarOptions = z.input<typeof mcnemarOptions>

/** On which rows only one of two models is right, and how surprising that would be of equally good ones. */
export interface McnemarResult {
  readonly onlyFirst: number
  readonly onlySecond: number
  /** Two-sided. */
  readonly pValue: number
}

/**
 * McNemar's test of the decisions of two models on the same rows: are they right equally often? Only rows on which one
 * is right and the other wrong count. Under strong imbalance that is a test of the common class; judge the rows of the
 * rare class alone to ask about recall.
 *
 * Q. McNemar, Psychometrika 12, 1947. Equal to statsmodels' `mcnemar`.
 */
export function mcnemar(truth: Labels, first: Labels, second: Labels, options?: McnemarOptions): McnemarResult {
  const { exact } = parseOptions('mcnemar', mcnemarOptions, options)
  const { codes } = truth
  for (const { codes: own, classes } of [first, second]) {
    if (own.length !== codes.length) {
      throw new DataError(`mcnemar: ${codes.length} true classes and ${own.length} predictions. Give one a row.`)
    }
    if (classes.length === truth.classes.length && classes.every((name, code) => name === truth.classes[code])) continue
    throw new DataError(
      'mcnemar: truth and predictions have different classes. Code all over the same classes, with `labelsFromCodes`.',
    )
  }
  let onlyFirst = 0
  let onlySecond = 0
  for (let row = 0; row < codes.length; row++) {
    const one = first.codes[row] === codes[row]
    const other = second.codes[row] === codes[row]
    if (one && !other) onlyFirst++
    if (other && !one) onlySecond++
  }
  const differing = onlyFirst + onlySecond
  if (differing === 0) return { onlyFirst, onlySecond, pValue: 1 }
  if (exact ?? differing < 1000) {
    const fewer = Math.min(onlyFirst, onlySecond)
    // P(at most `fewer` of n at even odds) = I_{1/2}(n − fewer, fewer + 1).
    return { onlyFirst, onlySecond, pValue: Math.min(1, 2 * incompleteBeta(differing - fewer, fewer + 1, 0.5)) }
  }
  const far = Math.abs(onlyFirst - onlySecond) - 1
  return { onlyFirst, onlySecond, pValue: chiSquareTail((far * far) / differing, 1) }
}
