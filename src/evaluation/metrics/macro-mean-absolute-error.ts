import { DataError } from '../../core/index.ts'
import { confusionOf, type Judged } from './confusion-matrix.ts'

/**
 * How far predictions of ordered classes lie from the truth, averaged within each class first, so that rare grades
 * count as much as common ones. Classes must be numbers. Takes a confusion matrix, or truth, predictions and weights.
 *
 * S. Baccianella, A. Esuli, F. Sebastiani, "Evaluation measures for ordinal regression", ISDA 2009. Equal to
 * imbalanced-learn's `macro_averaged_mean_absolute_error`.
 */
export function macroMeanAbsoluteError(...judged: Judged): number {
  const { classes, counts } = confusionOf(judged)
  const odd = classes.find((name) => typeof name !== 'number')
  if (odd !== undefined) {
    throw new DataError(`macroMeanAbsoluteError: class "${odd}" is not a number. Code ordered classes as numbers.`)
  }
  let sum = 0
  let present = 0
  for (const [truth, name] of classes.entries()) {
    let rows = 0
    let far = 0
    for (const [taken, other] of classes.entries()) {
      const count = counts[truth * classes.length + taken]!
      rows += count
      far += count * Math.abs((name as number) - (other as number))
    }
    if (rows === 0) continue
    sum += far / rows
    present++
  }
  return present === 0 ? 0 : sum / present
}
