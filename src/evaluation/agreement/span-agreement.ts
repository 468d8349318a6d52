import { DataError, type Span } from '../../core/index.ts'
import { entityReport } from '../entities/entity-report.ts'

/**
 * How far annotators mark the same spans: F1 of one against another (label and both ends equal), averaged over all
 * pairs of annotators; 0 to 1. `annotators[a][i]` are the spans of annotator `a` in text `i`. It needs no count of the
 * spans that nobody marked, which kappa would need.
 *
 * G. Hripcsak, A. Rothschild, "Agreement, the F-measure, and reliability in information retrieval", JAMIA 12, 2005.
 */
export function spanAgreement(annotators: readonly (readonly (readonly Span[])[])[]): number {
  if (annotators.length < 2) {
    throw new DataError(`spanAgreement: ${annotators.length} annotators; at least two are needed.`)
  }
  let sum = 0
  let pairs = 0
  for (let a = 0; a < annotators.length; a++) {
    for (let b = 0; b < a; b++) {
      const { micro, perLabel } = entityReport(annotators[a]!, annotators[b]!)
      sum += perLabel.length === 0 ? 1 : micro.f1
      pairs++
    }
  }
  return sum / pairs
}
