import { log } from '../../core/index.ts'
import type { Loss, LossTarget } from '../../losses/index.ts'

/**
 * The scores that are best where all rows get the same: what boosting begins with. They begin as the log-odds of the
 * classes, which are the answer for cross-entropy, and are then moved by Newton steps of each score.
 */
export function priorScores(loss: Loss, sizes: Float64Array): Float64Array {
  const classCount = sizes.length
  const width = loss.scoresPerRow(classCount)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const logs = sizes.map((size) => log(size / total))
  const mean = logs.reduce((sum, value) => sum + value, 0) / classCount
  const scores =
    width === 1 ? Float64Array.of(log(sizes[1]! / total / (1 - sizes[1]! / total))) : logs.map((value) => value - mean)
  // One row a class stands for all its rows, as they have the same scores.
  const target: LossTarget = { codes: Int32Array.from(sizes.keys()), weights: sizes, classCount }
  const all = new Float64Array(classCount * width)
  const gradient = new Float64Array(all.length)
  const curvature = new Float64Array(all.length)
  const gentle = loss.damped ?? loss
  for (let step = 0; step < 200; step++) {
    for (let row = 0; row < classCount; row++) all.set(scores, row * width)
    gentle.evaluate(target, all, gradient, curvature, 0, classCount)
    let steepest = 0
    for (let k = 0; k < width; k++) {
      let slope = 0
      let bend = 0
      for (let row = 0; row < classCount; row++) {
        slope += gradient[row * width + k]!
        bend += curvature[row * width + k]!
      }
      steepest = Math.max(steepest, Math.abs(slope))
      if (Math.abs(slope) > 1e-12 * total && bend > 0) scores[k] = scores[k]! - Math.max(-1, Math.min(1, slope / bend))
    }
    if (steepest <= 1e-12 * total) break
  }
  return scores
}
