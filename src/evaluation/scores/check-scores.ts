import { DataError, type Labels } from '../../core/index.ts'

/** True classes of a yes-or-no question: 1 for the positive class, 0 for the other. */
export type BinaryTruth = ArrayLike<number>

/** Refuses lengths that differ, truths other than 0 and 1, scores that are not finite and unusable weights. */
export function checkScores(who: string, truth: BinaryTruth, scores: Float64Array, sampleWeight?: Float64Array): void {
  if (truth.length !== scores.length) {
    throw new DataError(
      `${who}: ${truth.length} true classes and ${scores.length} scores. Give one score for each row.`,
    )
  }
  if (scores.length === 0) throw new DataError(`${who}: there are no rows. Check the part that is judged.`)
  for (let row = 0; row < truth.length; row++) {
    const value = truth[row]!
    if (value !== 0 && value !== 1) {
      throw new DataError(`${who}: the true class of row ${row} is ${value}. Code it as 1 (positive) or 0 (other).`)
    }
    const score = scores[row]!
    // An infinite difference from itself is NaN too.
    if (score - score !== 0) {
      throw new DataError(`${who}: the score of row ${row} is ${score}. Drop the row or repair the model's output.`)
    }
  }
  checkWeights(who, truth.length, sampleWeight)
}

/** As `checkScores`, for scores that are probabilities. */
export function checkProbabilities(
  who: string,
  truth: BinaryTruth,
  proba: Float64Array,
  sampleWeight?: Float64Array,
): void {
  checkScores(who, truth, proba, sampleWeight)
  refuseOutside(who, proba, 1)
}

/** Checks row-major probabilities, one column a class, each row summing to 1. */
export function checkProbabilityRows(
  who: string,
  truth: Labels,
  proba: Float64Array,
  sampleWeight?: Float64Array,
): void {
  const { codes, classes } = truth
  if (proba.length !== codes.length * classes.length) {
    throw new DataError(
      `${who}: ${proba.length} probabilities for ${codes.length} rows and ${classes.length} classes. ` +
        'Give one for each row and class, row after row.',
    )
  }
  if (codes.length === 0) throw new DataError(`${who}: there are no rows. Check the part that is judged.`)
  refuseOutside(who, proba, classes.length)
  for (let row = 0; row < codes.length; row++) {
    let sum = 0
    for (let at = row * classes.length; at < (row + 1) * classes.length; at++) sum += proba[at]!
    if (Math.abs(sum - 1) > 1e-3) {
      throw new DataError(`${who}: the probabilities of row ${row} sum to ${sum}. Divide each row by its sum.`)
    }
  }
  checkWeights(who, codes.length, sampleWeight)
}

/** Refuses weights of the wrong length, negative or missing ones, and weights that are all zero. */
export function checkWeights(who: string, rowCount: number, sampleWeight: Float64Array | undefined): void {
  if (!sampleWeight) return
  if (sampleWeight.length !== rowCount) {
    throw new DataError(`${who}: ${sampleWeight.length} weights for ${rowCount} rows. Give one weight for each row.`)
  }
  let sum = 0
  for (let row = 0; row < rowCount; row++) {
    const weight = sampleWeight[row]!
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
      throw new DataError(`${who}: the weight of row ${row} is ${weight}. Weights must be 0 or more.`)
    }
    sum += weight
  }
  if (sum === 0 && rowCount > 0) {
    throw new DataError(`${who}: all weights are 0. Give at least one row a weight, or leave the weights out.`)
  }
}

function refuseOutside(who: string, proba: Float64Array, columns: number): void {
  for (let at = 0; at < proba.length; at++) {
    const value = proba[at]!
    if (value >= 0 && value <= 1) continue
    throw new DataError(
      `${who}: the probability of row ${Math.floor(at / columns)} is ${value}. ` +
        'Probabilities lie between 0 and 1; calibrate scores first.',
    )
  }
}
