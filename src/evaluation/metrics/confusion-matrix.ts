import { type ClassName, DataError, type Labels } from '../../core/index.ts'
import { checkWeights } from '../scores/check-scores.ts'

/** How often each class was taken for each: `counts[truth × classes.length + predicted]`, or sums of weights. */
export interface Confusion {
  readonly classes: readonly ClassName[]
  readonly counts: Float64Array
}

/** What a metric of decisions judges: a confusion matrix, or truth and predictions (with weights) to count. */
export type Judged =
  | readonly [confusion: Confusion]
  | readonly [truth: Labels, predicted: Labels, sampleWeight?: Float64Array | undefined]

/**
 * Counts truth against predictions, which must be coded over the same classes. Equal to scikit-learn's
 * `confusion_matrix(…, labels=classes)`.
 */
export function confusionMatrix(truth: Labels, predicted: Labels, sampleWeight?: Float64Array): Confusion {
  const who = 'confusionMatrix'
  const { codes, classes } = truth
  if (predicted.codes.length !== codes.length) {
    throw new DataError(
      `${who}: ${codes.length} true classes and ${predicted.codes.length} predictions. Give one prediction for each row.`,
    )
  }
  if (predicted.classes.length !== classes.length || predicted.classes.some((name, code) => name !== classes[code])) {
    throw new DataError(
      `${who}: truth and predictions have different classes. Code both over the same classes, with \`labelsFromCodes\`.`,
    )
  }
  checkWeights(who, codes.length, sampleWeight)
  const counts = new Float64Array(classes.length * classes.length)
  for (let row = 0; row < codes.length; row++) {
    counts[codes[row]! * classes.length + predicted.codes[row]!]! += sampleWeight ? sampleWeight[row]! : 1
  }
  return { classes, counts }
}

/** The confusion matrix that was given, or that of what was given. */
export function confusionOf(judged: Judged): Confusion {
  return judged.length === 1 ? judged[0] : confusionMatrix(...judged)
}
