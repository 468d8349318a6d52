import type { Confusion } from './confusion-matrix.ts'

/** Counts (or sums of weights) of one class, or of several together. */
export interface ClassCounts {
  readonly truePositives: number
  readonly predicted: number
  /** Rows of the class. */
  readonly actual: number
  readonly all: number
}

/** The counts of every class, by code. */
export function classCounts({ classes, counts }: Confusion): ClassCounts[] {
  const size = classes.length
  const actual = new Float64Array(size)
  const predicted = new Float64Array(size)
  let all = 0
  for (let truth = 0; truth < size; truth++) {
    for (let taken = 0; taken < size; taken++) {
      const count = counts[truth * size + taken]!
      actual[truth]! += count
      predicted[taken]! += count
      all += count
    }
  }
  return classes.map((_, code) => ({
    truePositives: counts[code * size + code]!,
    predicted: predicted[code]!,
    actual: actual[code]!,
    all,
  }))
}

/** 0 where there is nothing to divide by, as scikit-learn's default. */
export function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}

/** The share of what was taken for the class that is of the class. */
export function precisionOf(counts: ClassCounts): number {
  return ratio(counts.truePositives, counts.predicted)
}

/** The share of the class that was found. */
export function recallOf(counts: ClassCounts): number {
  return ratio(counts.truePositives, counts.actual)
}

/** The share of the other rows that was left alone. */
export function specificityOf({ truePositives, predicted, actual, all }: ClassCounts): number {
  return ratio(all - predicted - actual + truePositives, all - actual)
}

/** The weighted harmonic mean of precision and recall; recall counts beta times as much. */
export function fBetaOf({ truePositives, predicted, actual }: ClassCounts, beta: number): number {
  const square = beta * beta
  return ratio((1 + square) * truePositives, square * actual + predicted)
}
