import { adjustedLogisticLoss } from './adjusted-logistic-loss.ts'
import { adjustedSoftmaxLoss } from './adjusted-softmax-loss.ts'
import type { Loss } from './loss.ts'

/** What a loss does to the scores of each class, by code; what is not given leaves them as they are. */
export interface Adjustment {
  readonly slopes?: Float64Array
  readonly offsets?: Float64Array
  readonly margins?: Float64Array
  readonly factors?: Float64Array
  readonly reading?: number
}

/**
 * Cross-entropy of adjusted scores, for any number of classes. Two classes have one score, the log-odds of the second:
 * each row is scaled by the slope of its own class, and offsets act through their difference.
 */
export function adjustedLoss(
  name: string,
  classCount: number,
  { slopes, offsets, margins, factors, reading = 1 }: Adjustment,
): Loss {
  const whole = {
    slopes: slopes ?? new Float64Array(classCount).fill(1),
    offsets: offsets ?? new Float64Array(classCount),
    margins: margins ?? new Float64Array(classCount),
    factors: factors ?? new Float64Array(classCount).fill(1),
    reading,
  }
  if (classCount !== 2) return adjustedSoftmaxLoss(name, whole)
  const gap = whole.offsets[0]! - whole.offsets[1]!
  return adjustedLogisticLoss(name, {
    ...whole,
    margins: Float64Array.of(whole.margins[0]! - gap, whole.margins[1]! + gap),
  })
}
