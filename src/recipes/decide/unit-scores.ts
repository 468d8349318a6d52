import { DataError, exp, sigmoid } from '../../core/index.ts'

/** How scores were brought between 0 and 1. `probability`: they lie there; `raw`: `sigmoid((score − center) / scale)`. */
export interface ScoreScale {
  readonly kind: 'probability' | 'raw'
  readonly center: number
  readonly scale: number
}

const furthest = 25

/**
 * The scale of scores, learned on the rows that a decision is chosen on. Scores beyond 0 … 1 are squeezed by a sigmoid:
 * their order stays, so that isotonic regression sees their ranks, and Platt scaling, which takes the logit, their values.
 */
export function scaleOf(scores: Float64Array): ScoreScale {
  if (scores.every((score) => score >= 0 && score <= 1)) return { kind: 'probability', center: 0, scale: 1 }
  let sum = 0
  for (const score of scores) sum += score
  const center = sum / scores.length
  let squares = 0
  let reach = 0
  for (const score of scores) {
    squares += (score - center) ** 2
    reach = Math.max(reach, Math.abs(score - center))
  }
  if (!(reach > 0)) throw new DataError('all scores are the same, so they tell no row from another. Check the column.')
  return { kind: 'raw', center, scale: Math.max(Math.sqrt(squares / scores.length), reach / furthest) }
}

/** One score between 0 and 1. */
export function unitScore({ kind, center, scale }: ScoreScale, score: number): number {
  return kind === 'raw' ? sigmoid((score - center) / scale) : Math.min(1, Math.max(0, score))
}

/** Scores of the second of two classes as `rows × 2`. */
export function pairs(scale: ScoreScale, scores: Float64Array): Float64Array {
  const proba = new Float64Array(2 * scores.length)
  for (let row = 0; row < scores.length; row++) {
    const p = unitScore(scale, scores[row]!)
    proba[2 * row] = 1 - p
    proba[2 * row + 1] = p
  }
  return proba
}

/** What was done to the scores of several classes so that each row sums to 1. */
export type Normalization = 'none' | 'divided' | 'softmax'

/** How far a row may be from 1, and a score above it, for scores that were rounded. */
export const unitRounding = 0.01

/**
 * Scores of several classes as probabilities: as they are where each row sums to 1 but for rounding, divided by their
 * sum where all are at least 0 (scores of one class against the rest), by softmax where some are negative or above 1.
 * `how` says it where it is known, since some rows alone do not show it.
 */
export function normalizeRows(
  scores: Float64Array,
  classCount: number,
  how?: 'divided' | 'softmax',
): { proba: Float64Array; normalization: Normalization } {
  const unit = how ? how === 'divided' : scores.every((score) => score >= 0 && score <= 1 + unitRounding)
  const proba = new Float64Array(scores.length)
  let exact = true
  for (let start = 0; start < scores.length; start += classCount) {
    let top = Number.NEGATIVE_INFINITY
    let given = 0
    for (let at = start; at < start + classCount; at++) {
      top = Math.max(top, scores[at]!)
      given += scores[at]!
    }
    if (Math.abs(given - 1) > unitRounding) exact = false
    let sum = 0
    for (let at = start; at < start + classCount; at++) {
      proba[at] = unit ? scores[at]! : exp(scores[at]! - top)
      sum += proba[at]!
    }
    for (let at = start; at < start + classCount; at++) proba[at] = sum > 0 ? proba[at]! / sum : 1 / classCount
  }
  return { proba, normalization: unit ? (exact ? 'none' : 'divided') : 'softmax' }
}
