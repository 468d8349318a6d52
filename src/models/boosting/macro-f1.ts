import type { LossTarget } from '../../losses/index.ts'

/**
 * The mean F1 of the classes, each row being given to the class with the highest score (of two classes with one score
 * to the second where it is above 0); classes with neither rows nor predictions are left out.
 */
export function macroF1({ codes, weights, classCount }: LossTarget, scores: Float64Array, width: number): number {
  const right = new Float64Array(classCount)
  const taken = new Float64Array(classCount)
  const actual = new Float64Array(classCount)
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!
    let guess = width === 1 && scores[row]! > 0 ? 1 : 0
    for (let k = 1; k < width; k++) if (scores[row * width + k]! > scores[row * width + guess]!) guess = k
    actual[code] = actual[code]! + weights[row]!
    taken[guess] = taken[guess]! + weights[row]!
    if (guess === code) right[code] = right[code]! + weights[row]!
  }
  let sum = 0
  let seen = 0
  for (let k = 0; k < classCount; k++) {
    if (actual[k]! + taken[k]! === 0) continue
    sum += (2 * right[k]!) / (actual[k]! + taken[k]!)
    seen++
  }
  return seen === 0 ? 0 : sum / seen
}
