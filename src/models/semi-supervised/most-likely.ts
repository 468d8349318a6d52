/** For each row the class that is likeliest and how likely it is; of equals the first. */
export interface MostLikely {
  readonly codes: Int32Array
  readonly confidence: Float64Array
}

/** Reads the likeliest class of each row from row-major probabilities. */
export function mostLikely(probabilities: Float64Array, classCount: number): MostLikely {
  const count = probabilities.length / classCount
  const codes = new Int32Array(count)
  const confidence = new Float64Array(count)
  for (let row = 0; row < count; row++) {
    const start = row * classCount
    let best = 0
    for (let k = 1; k < classCount; k++) if (probabilities[start + k]! > probabilities[start + best]!) best = k
    codes[row] = best
    confidence[row] = probabilities[start + best]!
  }
  return { codes, confidence }
}
