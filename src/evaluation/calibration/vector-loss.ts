import { exp, log } from '../../core/index.ts'
import type { ConvexLoss } from './minimize-convex.ts'

/** Holds the numbers where rows are separable and the loss would fall forever; next to nothing beside real rows. */
export const ridge = 1e-8

/** So many products of two classes take a few milliseconds. */
const cellsAtOnce = 1 << 18

/**
 * The mean weighted log loss of `softmax(scale[k] × logit[k] + shift[k])` in its 2 × classes numbers, scales first, and
 * a ridge around the identity, which makes the minimum the only one.
 */
export function vectorLoss(
  logits: Float64Array,
  codes: Int32Array,
  classCount: number,
  sampleWeight: Float64Array | undefined,
): ConvexLoss {
  const size = 2 * classCount
  const share = new Float64Array(classCount)
  let mass = 0
  for (let row = 0; row < codes.length; row++) mass += sampleWeight ? sampleWeight[row]! : 1

  return {
    rowCount: codes.length,
    rowsAtOnce: Math.ceil(cellsAtOnce / (classCount * classCount)),
    add(before, at, from, to, slopes) {
      let loss = before
      for (let row = from; row < to; row++) {
        const weight = sampleWeight ? sampleWeight[row]! / mass : 1 / mass
        if (weight === 0) continue
        const start = row * classCount
        const own = codes[row]!
        let top = Number.NEGATIVE_INFINITY
        for (let k = 0; k < classCount; k++) {
          share[k] = at[k]! * logits[start + k]! + at[classCount + k]!
          if (share[k]! > top) top = share[k]!
        }
        const told = share[own]! - top
        let sum = 0
        for (let k = 0; k < classCount; k++) {
          share[k] = exp(share[k]! - top)
          sum += share[k]!
        }
        loss += weight * (log(sum) - told)
        if (!slopes) continue
        const { gradient, curvature } = slopes
        for (let k = 0; k < classCount; k++) share[k] = share[k]! / sum
        for (let k = 0; k < classCount; k++) {
          const slope = weight * (share[k]! - (k === own ? 1 : 0))
          const z = logits[start + k]!
          gradient[k]! += slope * z
          gradient[classCount + k]! += slope
          for (let l = 0; l < classCount; l++) {
            const bend = weight * share[k]! * ((k === l ? 1 : 0) - share[l]!)
            const other = logits[start + l]!
            curvature[k * size + l]! += bend * z * other
            curvature[k * size + classCount + l]! += bend * z
            curvature[(classCount + k) * size + l]! += bend * other
            curvature[(classCount + k) * size + classCount + l]! += bend
          }
        }
      }
      return loss
    },
    finish(before, at, slopes) {
      let loss = before
      for (let index = 0; index < size; index++) {
        const away = at[index]! - (index < classCount ? 1 : 0)
        loss += (ridge / 2) * away * away
        if (!slopes) continue
        slopes.gradient[index]! += ridge * away
        slopes.curvature[index * size + index]! += ridge
      }
      return loss
    },
  }
}
