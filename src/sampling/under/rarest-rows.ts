import { countClasses, type Labels, rowsByClass } from '../../core/index.ts'

/**
 * The rows of the class with the fewest, ascending. Of classes of equal size it is the one whose first row comes first,
 * as in imbalanced-learn, which counts in the order of the rows.
 */
export function rarestRows(y: Labels): Int32Array {
  return rowsByClass(y)[rarestCode(y)]!
}

/** The code of that class. */
export function rarestCode(y: Labels): number {
  const counts = countClasses(y)
  const least = counts.reduce((lowest, count) => (count > 0 && count < lowest ? count : lowest), y.codes.length)
  return y.codes.find((code) => counts[code] === least)!
}
