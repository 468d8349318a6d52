import type { Classifier, FittedClassifier, Labels, Matrix, SparseMatrix } from '../../src/core/index.ts'
import { decisionTree } from '../../src/models/index.ts'

/** What one member was given, and what became of it. */
export interface Seen {
  readonly X: Matrix | SparseMatrix
  readonly y: Labels
  readonly weights: Float64Array
  readonly model: FittedClassifier
}

/** A classifier of nobody's registry, a tree within, that keeps what it is given. */
export function spy(): Classifier & { readonly seen: readonly Seen[] } {
  const seen: Seen[] = []
  return {
    name: 'spy',
    options: { of: 'trees' },
    seen,
    async fit(X, y, settings = {}, context = {}) {
      const model = await decisionTree({ maxDepth: 3 }).fit(X, y, settings, context)
      seen.push({ X, y, weights: settings.sampleWeight!, model })
      return model
    },
  }
}

/** The rows per class. */
export function countsOf({ codes, classes }: Labels): number[] {
  const counts = classes.map(() => 0)
  for (const code of codes) counts[code]!++
  return counts
}
