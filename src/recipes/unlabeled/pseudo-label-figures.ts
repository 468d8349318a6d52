import { type Context, countClasses, type FittedClassifier, type Labels } from '../../core/index.ts'
import { allocateByShares, type PseudoLabels } from '../../models/index.ts'
import type { UnlabeledFigures } from './unlabeled-schema.ts'

/** The pseudo-labels of a fitted model, where it has learned from unlabeled rows. */
export function pseudoLabelsOf(model: FittedClassifier): PseudoLabels | undefined {
  const { pseudoLabels } = model as FittedClassifier & { readonly pseudoLabels?: PseudoLabels }
  return pseudoLabels
}

/**
 * How many rows a model took for each class, and how often that is right: rows of train are given classes as unlabeled
 * rows are, from the probabilities of models that had not seen them.
 */
export async function pseudoLabelFigures(
  model: FittedClassifier | undefined,
  outOfFold: { readonly proba: Float64Array; readonly y: Labels },
  context: Context,
): Promise<UnlabeledFigures['pseudoLabels']> {
  const { proba, y } = outOfFold
  const counts = countClasses(y)
  const shares = Float64Array.from(counts, (count) => count / y.codes.length)
  const { codes } = await allocateByShares(proba, shares, context)
  const taken = new Int32Array(counts.length)
  const right = new Int32Array(counts.length)
  for (let row = 0; row < codes.length; row++) {
    taken[codes[row]!]!++
    if (codes[row] === y.codes[row]) right[codes[row]!]!++
  }
  const labels = model && pseudoLabelsOf(model)
  return y.classes.map((name, code) => ({
    class: String(name),
    rows: labels ? labels.code.filter((one) => one === code).length : null,
    precision: taken[code] === 0 ? null : right[code]! / taken[code]!,
  }))
}
