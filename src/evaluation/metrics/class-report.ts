import type { ClassName } from '../../core/index.ts'
import { presentClasses, sum, together } from './average.ts'
import { type ClassCounts, classCounts, fBetaOf, precisionOf, ratio, recallOf, specificityOf } from './class-counts.ts'
import type { Confusion } from './confusion-matrix.ts'

/** The figures of one class, or their average. `support` is the number of rows (or the sum of their weights). */
export interface ClassFigures {
  readonly precision: number
  readonly recall: number
  readonly specificity: number
  readonly f1: number
  readonly support: number
}

/** Every class with its figures, and their averages over the classes that occur. */
export interface ClassReport {
  readonly perClass: readonly ({ readonly name: ClassName } & ClassFigures)[]
  readonly macro: ClassFigures
  readonly weighted: ClassFigures
  readonly micro: ClassFigures
}

/** The table of figures by class, as scikit-learn's `classification_report` with imbalanced-learn's specificity. */
export function classReport(confusion: Confusion): ClassReport {
  const counts = classCounts(confusion)
  const present = presentClasses(counts)
  const support = sum(present.map(({ actual }) => actual))
  const average = (weigh: (own: ClassCounts) => number): ClassFigures => {
    const whole = sum(present.map(weigh))
    const mean = (figure: (own: ClassCounts) => number) =>
      ratio(sum(present.map((own) => figure(own) * weigh(own))), whole)
    return {
      precision: mean(precisionOf),
      recall: mean(recallOf),
      specificity: mean(specificityOf),
      f1: mean((own) => fBetaOf(own, 1)),
      support,
    }
  }
  return {
    perClass: confusion.classes.map((name, code) => ({ name, ...figures(counts[code]!) })),
    macro: average(() => 1),
    weighted: average(({ actual }) => actual),
    micro: { ...figures(together(present)), support },
  }
}

function figures(counts: ClassCounts): ClassFigures {
  return {
    precision: precisionOf(counts),
    recall: recallOf(counts),
    specificity: specificityOf(counts),
    f1: fBetaOf(counts, 1),
    support: counts.actual,
  }
}
