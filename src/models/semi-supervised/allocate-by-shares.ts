import { breathe, type Context, pow } from '../../core/index.ts'
import type { MostLikely } from './most-likely.ts'

/** How closely the shares are met before it stops. */
const closeEnough = 1e-5
const mostSweeps = 300
const valuesPerBreath = 1 << 20

/**
 * Gives each row a class so that the classes get nearly the wanted shares of all rows and the rows the classes that
 * suit them best: an optimal transport, by Sinkhorn's scaling of probability ^ `sharpness`. A model that is not sure
 * enough of a rare class to name it even once still says which rows are likeliest to belong to it.
 *
 * `confidence` tells the order of rows, not a probability: minus how near the second choice comes to the first.
 *
 * K. S. Tai, P. Bailis, G. Valiant, "Sinkhorn Label Allocation: Semi-Supervised Classification via Annealed
 * Self-Training", ICML 2021.
 */
export async function allocateByShares(
  probabilities: Float64Array,
  shares: Float64Array,
  sharpness: number,
  context: Context,
): Promise<MostLikely> {
  const classCount = shares.length
  const worth = await sharpened(probabilities, classCount, sharpness, context)
  const scale = await balance(worth, shares, context)
  const count = worth.length / classCount
  const codes = new Int32Array(count)
  const confidence = new Float64Array(count)
  for (let row = 0; row < count; row++) {
    const start = row * classCount
    let best = 0
    let first = -1
    let second = 0
    for (let k = 0; k < classCount; k++) {
      const value = worth[start + k]! * scale[k]!
      if (value > first) {
        second = Math.max(first, 0)
        first = value
        best = k
      } else if (value > second) second = value
    }
    codes[row] = best
    confidence[row] = first > 0 ? -second / first : -1
  }
  return { codes, confidence }
}

/** Each row divided by its largest, then raised, so that nothing large is lost below the smallest number. */
async function sharpened(
  probabilities: Float64Array,
  classCount: number,
  sharpness: number,
  context: Context,
): Promise<Float64Array> {
  const result = new Float64Array(probabilities.length)
  for (let start = 0; start < probabilities.length; start += classCount) {
    if (start % (classCount * 4096) === 0) await breathe(context)
    let largest = 0
    for (let k = 0; k < classCount; k++) largest = Math.max(largest, probabilities[start + k]!)
    for (let k = 0; k < classCount; k++) result[start + k] = pow(probabilities[start + k]! / largest, sharpness)
  }
  return result
}

/** One factor a class with which the rows, each summing to 1, give the classes their shares. */
async function balance(worth: Float64Array, shares: Float64Array, context: Context): Promise<Float64Array> {
  const classCount = shares.length
  const rows = worth.length / classCount
  const scale = shares.map((share) => (share > 0 ? 1 : 0))
  const sums = new Float64Array(classCount)
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    sums.fill(0)
    for (let from = 0; from < worth.length; from += valuesPerBreath - (valuesPerBreath % classCount)) {
      await breathe(context, { stage: 'allocate labels', done: sweep, total: mostSweeps })
      const to = Math.min(worth.length, from + valuesPerBreath - (valuesPerBreath % classCount))
      addAllocated(worth, scale, sums, from, to)
    }
    let furthest = 0
    for (let k = 0; k < classCount; k++) {
      const share = sums[k]! / rows
      furthest = Math.max(furthest, Math.abs(share - shares[k]!))
      if (share > 0) scale[k] = scale[k]! * (shares[k]! / share)
    }
    if (furthest < closeEnough) break
  }
  return scale
}

function addAllocated(worth: Float64Array, scale: Float64Array, sums: Float64Array, from: number, to: number): void {
  const classCount = scale.length
  for (let start = from; start < to; start += classCount) {
    let sum = 0
    for (let k = 0; k < classCount; k++) sum += worth[start + k]! * scale[k]!
    if (sum === 0) continue
    for (let k = 0; k < classCount; k++) sums[k]! += (worth[start + k]! * scale[k]!) / sum
  }
}
