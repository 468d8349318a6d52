import { breathe, type Context, exp, log } from '../../core/index.ts'
import type { MostLikely } from './most-likely.ts'

/** The first sharpness; it doubles until rows, each with one class, meet the shares. */
const firstSharpness = 8
const mostDoublings = 14
/** Share of a class by which it may have too many or too few rows. */
const slack = 0.02
const closeEnough = 1e-5
const mostSweeps = 100
const rowsPerBreath = 4096
/** Stands for the logarithm of 0. */
const leastLog = -700

/**
 * Gives each row a class so that the classes get nearly the wanted shares of all rows and the rows the classes that
 * suit them best: an optimal transport, by Sinkhorn's scaling of probability ^ sharpness, as sharp as it takes. A model
 * that is not sure enough of a rare class to name it even once still says which rows are likeliest to belong to it.
 * Rows with equal probabilities get equal classes, even where the shares would part them.
 *
 * `confidence` tells the order of rows, not a probability: minus how near the second choice comes to the first.
 *
 * K. S. Tai, P. Bailis, G. Valiant, "Sinkhorn Label Allocation: Semi-Supervised Classification via Annealed
 * Self-Training", ICML 2021.
 */
export async function allocateByShares(
  probabilities: Float64Array,
  shares: Float64Array,
  context: Context,
): Promise<MostLikely> {
  const classCount = shares.length
  const rows = probabilities.length / classCount
  const logs = await logsOf(probabilities, context)
  const offsets = firstOffsets(probabilities, shares)
  const worth = new Float64Array(probabilities.length)
  let sharpness = firstSharpness
  for (let doubling = 0; ; doubling++) {
    await sharpen(logs, offsets, sharpness, worth, context)
    const scale = await balance(worth, shares, context)
    await breathe(context)
    const found = read(worth, scale)
    for (let k = 0; k < classCount; k++) offsets[k] = offsets[k]! + (scale[k]! > 0 ? log(scale[k]!) / sharpness : 0)
    if (doubling === mostDoublings || meets(found.codes, shares, rows)) return found
    sharpness *= 2
  }
}

async function logsOf(probabilities: Float64Array, context: Context): Promise<Float64Array> {
  const logs = new Float64Array(probabilities.length)
  for (let at = 0; at < logs.length; at++) {
    if (at % (1 << 18) === 0) await breathe(context)
    logs[at] = probabilities[at]! > 0 ? log(probabilities[at]!) : leastLog
  }
  return logs
}

/** Classes that are wanted more often than they are said begin ahead. */
function firstOffsets(probabilities: Float64Array, shares: Float64Array): Float64Array {
  const classCount = shares.length
  const rows = probabilities.length / classCount
  const sums = new Float64Array(classCount)
  for (let at = 0; at < probabilities.length; at++) sums[at % classCount]! += probabilities[at]!
  return shares.map((share, k) => (share > 0 && sums[k]! > 0 ? log((share * rows) / sums[k]!) : leastLog))
}

/** Writes exp(sharpness · (log probability + offset)), each row divided by its largest. */
async function sharpen(
  logs: Float64Array,
  offsets: Float64Array,
  sharpness: number,
  worth: Float64Array,
  context: Context,
): Promise<void> {
  const classCount = offsets.length
  for (let start = 0; start < logs.length; start += classCount) {
    if (start % (classCount * rowsPerBreath) === 0) await breathe(context)
    let largest = -Infinity
    for (let k = 0; k < classCount; k++) largest = Math.max(largest, logs[start + k]! + offsets[k]!)
    for (let k = 0; k < classCount; k++) {
      worth[start + k] = exp(sharpness * (logs[start + k]! + offsets[k]! - largest))
    }
  }
}

/** One factor a class with which the rows, each summing to 1, give the classes their shares. */
async function balance(worth: Float64Array, shares: Float64Array, context: Context): Promise<Float64Array> {
  const classCount = shares.length
  const rows = worth.length / classCount
  const scale = shares.map((share) => (share > 0 ? 1 : 0))
  const sums = new Float64Array(classCount)
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    sums.fill(0)
    for (let from = 0; from < rows; from += rowsPerBreath) {
      await breathe(context, { stage: 'allocate labels', done: sweep, total: mostSweeps })
      addAllocated(worth, scale, sums, from * classCount, Math.min(rows, from + rowsPerBreath) * classCount)
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

/** The class of which each row gets most, the first of equals. */
function read(worth: Float64Array, scale: Float64Array): MostLikely {
  const classCount = scale.length
  const rows = worth.length / classCount
  const codes = new Int32Array(rows)
  const confidence = new Float64Array(rows)
  for (let row = 0; row < rows; row++) {
    let first = -1
    let second = 0
    for (let k = 0; k < classCount; k++) {
      const value = worth[row * classCount + k]! * scale[k]!
      if (value > first) {
        second = Math.max(first, 0)
        first = value
        codes[row] = k
      } else if (value > second) second = value
    }
    confidence[row] = first > 0 ? -second / first : -1
  }
  return { codes, confidence }
}

function meets(codes: Int32Array, shares: Float64Array, rows: number): boolean {
  const counts = new Int32Array(shares.length)
  for (const code of codes) counts[code]!++
  return counts.every((count, k) => {
    const wanted = shares[k]! * rows
    return Math.abs(count - wanted) <= Math.max(1, slack * wanted)
  })
}
