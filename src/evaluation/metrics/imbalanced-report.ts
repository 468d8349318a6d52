import { type ClassName, parseOptions, z } from '../../core/index.ts'
import { presentClasses, sum } from './average.ts'
import { type ClassCounts, classCounts, fBetaOf, precisionOf, ratio, recallOf, specificityOf } from './class-counts.ts'
import type { Confusion } from './confusion-matrix.ts'
import { indexBalanced } from './index-balanced-accuracy.ts'

export const imbalancedReportOptions = z.strictObject({
  alpha: z.number().min(0).max(1).default(0.1).describe('how much the index of balanced accuracy rewards dominance'),
})
export type ImbalancedReportOptions = z.input<typeof imbalancedReportOptions>

/** The figures of one class against the rest, or their average weighted by the rows of the classes. */
export interface ImbalancedFigures {
  readonly precision: number
  readonly recall: number
  readonly specificity: number
  readonly f1: number
  /** Root of recall × specificity. */
  readonly geometricMean: number
  readonly indexBalancedAccuracy: number
  readonly support: number
}

/** Each class beside the rest, as imbalanced-learn's `classification_report_imbalanced` (before its rounding). */
export function imbalancedReport(
  confusion: Confusion,
  options?: ImbalancedReportOptions,
): {
  readonly perClass: readonly ({ readonly name: ClassName } & ImbalancedFigures)[]
  readonly average: ImbalancedFigures
} {
  const { alpha } = parseOptions('imbalancedReport', imbalancedReportOptions, options)
  const counts = classCounts(confusion)
  const present = presentClasses(counts)
  const support = sum(present.map(({ actual }) => actual))
  const mean = (figure: (own: ClassCounts) => number) =>
    ratio(sum(present.map((own) => figure(own) * own.actual)), support)
  const balanced = (own: ClassCounts) => indexBalanced(own, geometricMeanOf(own), alpha, true)
  return {
    perClass: confusion.classes.map((name, code) => {
      const own = counts[code]!
      return {
        name,
        precision: precisionOf(own),
        recall: recallOf(own),
        specificity: specificityOf(own),
        f1: fBetaOf(own, 1),
        geometricMean: geometricMeanOf(own),
        indexBalancedAccuracy: balanced(own),
        support: own.actual,
      }
    }),
    average: {
      precision: mean(precisionOf),
      recall: mean(recallOf),
      specificity: mean(specificityOf),
      f1: mean((own) => fBetaOf(own, 1)),
      geometricMean: mean(geometricMeanOf),
      indexBalancedAccuracy: mean(balanced),
      support,
    },
  }
}

function geometricMeanOf(counts: ClassCounts): number {
  return Math.sqrt(recallOf(counts) * specificityOf(counts))
}
