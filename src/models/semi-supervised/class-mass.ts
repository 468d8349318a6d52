import { normalizeRows } from './spread-labels.ts'

/**
 * Scales each class so that its mass over the unlabeled rows (those from `labeledCount` on) has the share that the
 * class has among `own`, the labels. Changes `beliefs`; gives the factor of each class.
 *
 * X. Zhu, Z. Ghahramani, J. Lafferty, "Semi-Supervised Learning Using Gaussian Fields and Harmonic Functions", ICML 2003.
 */
export function scaleClassMass(
  beliefs: Float64Array,
  own: Float64Array,
  labeledCount: number,
  classCount: number,
): Float64Array {
  const wanted = new Float64Array(classCount)
  const mass = new Float64Array(classCount)
  const border = labeledCount * classCount
  for (let at = 0; at < border; at++) wanted[at % classCount]! += own[at]!
  for (let at = border; at < beliefs.length; at++) mass[at % classCount]! += beliefs[at]!
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0)
  const elsewhere = sum(mass) > 0 ? sum(wanted) / sum(mass) : 1
  const factors = wanted.map((share, k) => (mass[k]! > 0 ? share / mass[k]! : elsewhere))
  for (let at = 0; at < beliefs.length; at++) beliefs[at] = beliefs[at]! * factors[at % classCount]!
  normalizeRows(beliefs, classCount)
  return factors
}
