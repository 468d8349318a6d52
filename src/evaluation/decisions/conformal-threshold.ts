import { DataError, OptionError } from '../../core/index.ts'
import { checkScores } from './operating-points.ts'

/**
 * The highest threshold that finds at least `recall` of fresh positive rows on average, whatever the model, with no
 * more than one assumption: the fresh rows and these come from the same source (they are exchangeable), and the model
 * has not learned from these. Of n positive rows here it misses k with (k + 1) / (n + 1) ≤ 1 − recall.
 *
 * The promise is about the average over such data sets, not about this one: for "with 95 % confidence" use
 * `chooseThreshold`, whose `assured` says it. Refused where n is too small for any promise: n + 1 < 1 / (1 − recall).
 *
 * A. Angelopoulos, S. Bates, A. Fisch, L. Lei, T. Schuster, "Conformal risk control", ICLR 2024.
 */
export function conformalThreshold(
  truth: ArrayLike<number>,
  scores: Float64Array,
  goal: { readonly recall: number },
): number {
  const who = 'conformalThreshold'
  const { recall } = goal
  if (!(recall > 0 && recall < 1)) throw new OptionError(`${who}: \`recall\` must be between 0 and 1; it is ${recall}.`)
  checkScores(who, truth, scores, undefined)
  const hits = scores.filter((_, row) => truth[row] === 1).sort()
  // The small excess forgives what 1 − recall loses in floating point: 1 − 0.9 is below 0.1.
  const missed = Math.floor((1 - recall) * (hits.length + 1) * (1 + 1e-12)) - 1
  if (missed < 0) {
    throw new DataError(
      `${who}: ${hits.length} positive rows promise no recall of ${recall}; it takes ${Math.ceil(recall / (1 - recall))}. Ask for less, or add rows.`,
    )
  }
  return hits[missed]!
}
