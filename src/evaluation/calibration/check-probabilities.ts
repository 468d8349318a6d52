import { DataError, type Labels } from '../../core/index.ts'

const tolerance = 1e-6

/** Refuses probabilities that are NaN, outside 0 … 1, or do not fill rows of `classCount` that sum to 1. */
export function checkProbabilities(who: string, proba: Float64Array, classCount: number): void {
  if (proba.length % classCount !== 0) {
    throw new DataError(
      `${who}: ${proba.length} probabilities do not fill rows of ${classCount} classes; give one for each row and class, row after row.`,
    )
  }
  for (let start = 0; start < proba.length; start += classCount) {
    let sum = 0
    for (let at = start; at < start + classCount; at++) {
      const p = proba[at]!
      if (!(p >= 0 && p <= 1 + tolerance)) {
        throw new DataError(
          `${who}: row ${start / classCount} has the probability ${p}; it must lie within 0 and 1. Pass what \`predictProba\` gives.`,
        )
      }
      sum += p
    }
    if (!(Math.abs(sum - 1) <= tolerance)) {
      throw new DataError(
        `${who}: the probabilities of row ${start / classCount} sum to ${sum}; divide each row by its sum.`,
      )
    }
  }
}

/** Also refuses labels and weights of another length, and labels of which only one class has rows. */
export function checkTrainingProbabilities(
  who: string,
  proba: Float64Array,
  y: Labels,
  sampleWeight: Float64Array | undefined,
): void {
  const rowCount = y.codes.length
  const classCount = y.classes.length
  if (proba.length !== rowCount * classCount) {
    throw new DataError(
      `${who}: there are ${proba.length} probabilities for ${rowCount} rows of ${classCount} classes; give one for each row and class, ${rowCount * classCount} in all.`,
    )
  }
  if (sampleWeight && sampleWeight.length !== rowCount) {
    throw new DataError(`${who}: there are ${sampleWeight.length} weights for ${rowCount} rows; give one weight a row.`)
  }
  if (sampleWeight?.some((weight) => !(weight >= 0 && weight < Number.POSITIVE_INFINITY))) {
    throw new DataError(`${who}: a weight is negative or not finite; weights must be numbers of at least 0.`)
  }
  if (sampleWeight && rowCount > 0 && sampleWeight.every((weight) => weight === 0)) {
    throw new DataError(`${who}: all weights are 0; give at least one row a weight, or leave the weights out.`)
  }
  const first = y.codes[0]
  if (y.codes.every((code) => code === first)) {
    throw new DataError(
      `${who}: only one class has rows; calibrate on rows of at least two, such as out-of-fold probabilities of all of train.`,
    )
  }
  checkProbabilities(who, proba, classCount)
}
