import { DataError } from '../../core/index.ts'
import type { ModelInput } from '../tasks/task.ts'
import type { DataSet } from './data-set.ts'

/** So much memory may the scores of all candidates, or the coefficients of one, take: 1 GiB. */
const mostBytes = 2 ** 30

/** Logistic regression remembers the coefficients and gradients of its last steps: about so many copies of them. */
const copiesOfCoefficients = 25

/**
 * Several classes need a probability a row, class and candidate, which is known before any work is done. A `DataError`
 * names the remedy where that is more than memory should hold.
 */
export function refuseManyScores({ path, y, roles }: DataSet, trainShare: number, candidates: number): void {
  const rows = Math.ceil(trainShare * y.codes.length)
  refuse(path, roles.target, y.classes.length, rows * y.classes.length * candidates)
}

/** The same for the coefficients, a column and class each; how many columns there are is known once rows are prepared. */
export function refuseManyCoefficients({ path, y, roles }: DataSet, prepared: ModelInput): void {
  const columns = prepared.format === 'dense' ? prepared.columns.length : prepared.columnCount
  refuse(path, roles.target, y.classes.length, (columns + 1) * y.classes.length * copiesOfCoefficients)
}

function refuse(path: string, target: string, classCount: number, numbers: number): void {
  const bytes = 8 * numbers
  if (classCount <= 2 || bytes <= mostBytes) return
  const gib = (bytes / 2 ** 30).toFixed(1)
  throw new DataError(
    `${path}: the ${classCount.toLocaleString('en')} classes of column "${target}" would take ${gib} GiB of memory to tell apart at once; 1 GiB is the most. Name the one to find with \`positive\`, or merge rare classes into one.`,
  )
}
