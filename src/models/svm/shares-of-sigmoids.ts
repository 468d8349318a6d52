import { sigmoid } from '../../core/index.ts'
import type { Sigmoid } from '../../evaluation/index.ts'

/** The sigmoid of each score; for more than two classes as shares of their sum. */
export function sharesOfSigmoids(
  scores: Float64Array,
  sigmoids: readonly Sigmoid[],
  rowCount: number,
  classCount: number,
): Float64Array {
  const result = new Float64Array(rowCount * classCount)
  const width = sigmoids.length
  for (let row = 0; row < rowCount; row++) {
    let sum = 0
    for (let k = 0; k < width; k++) {
      const { slope, intercept } = sigmoids[k]!
      const p = sigmoid(slope * scores[row * width + k]! + intercept)
      if (width === 1) {
        result[row * 2] = 1 - p
        result[row * 2 + 1] = p
      } else {
        result[row * classCount + k] = p
        sum += p
      }
    }
    if (width === 1) continue
    for (let k = 0; k < classCount; k++) {
      result[row * classCount + k] = sum > 0 ? result[row * classCount + k]! / sum : 1 / classCount
    }
  }
  return result
}
