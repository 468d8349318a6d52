import { DataError, type MultiLabels } from '../../core/index.ts'
import { checkWeights } from '../scores/check-scores.ts'

/** Refuses predictions over other labels or rows, data without rows or labels, and unusable weights. */
export function checkPredictedLabels(
  who: string,
  truth: MultiLabels,
  predicted: MultiLabels,
  sampleWeight: Float64Array | undefined,
): void {
  if (predicted.rowCount !== truth.rowCount) {
    throw new DataError(
      `${who}: ${truth.rowCount} true rows and ${predicted.rowCount} predicted ones. Give one prediction for each row.`,
    )
  }
  if (
    predicted.labels.length !== truth.labels.length ||
    predicted.labels.some((name, label) => name !== truth.labels[label])
  ) {
    throw new DataError(
      `${who}: truth and predictions have different labels. Code both over the same, with \`multiLabels(rows, labels)\`.`,
    )
  }
  checkFilled(who, truth, sampleWeight)
}

/** Refuses scores that are not one finite number for each row and label, and what `checkPredictedLabels` refuses. */
export function checkLabelScores(
  who: string,
  truth: MultiLabels,
  scores: Float64Array,
  sampleWeight: Float64Array | undefined,
): void {
  const width = truth.labels.length
  if (scores.length !== truth.data.length) {
    throw new DataError(
      `${who}: ${scores.length} scores for ${truth.rowCount} rows and ${width} labels. Give one for each row and label, row after row.`,
    )
  }
  checkFilled(who, truth, sampleWeight)
  for (let at = 0; at < scores.length; at++) {
    const score = scores[at]!
    if (score - score === 0) continue
    throw new DataError(
      `${who}: the score of row ${Math.floor(at / width)} for the label "${truth.labels[at % width]}" is ${score}. ` +
        "Drop the row or repair the model's output.",
    )
  }
}

function checkFilled(who: string, truth: MultiLabels, sampleWeight: Float64Array | undefined): void {
  if (truth.rowCount === 0) throw new DataError(`${who}: there are no rows. Check the part that is judged.`)
  if (truth.labels.length === 0) throw new DataError(`${who}: there are no labels. Name those that are judged.`)
  checkWeights(who, truth.rowCount, sampleWeight)
}
