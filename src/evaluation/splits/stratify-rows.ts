import { rowsByClass } from '../../core/index.ts'
import { portableOrder } from '../portable-hash.ts'
import type { SplitData } from './split-data.ts'

/** The rows of each class in the order of their hash; without classes, all rows as one. */
function drawnByClass(data: SplitData, seed: number | string): Int32Array[] {
  const order = portableOrder(seed, data.rowCount, data.ids)
  const { y } = data
  if (!y) return [order]
  const rows = rowsByClass(y)
  const filled = new Int32Array(rows.length)
  for (const row of order) {
    const code = y.codes[row]!
    rows[code]![filled[code]!++] = row
  }
  return rows
}

/**
 * The fold of each row: rows are dealt out in turn, class after class, in the order of their hash, so that the folds
 * differ by at most one row in each class and by at most one row in all.
 */
export function dealIntoFolds(data: SplitData, folds: number, seed: number | string): Int32Array {
  const foldOf = new Int32Array(data.rowCount)
  let turn = 0
  for (const rows of drawnByClass(data, seed)) for (const row of rows) foldOf[row] = turn++ % folds
  return foldOf
}

/**
 * The part of each row. Every class gives each part its share rounded down or up; which part gets the odd rows is
 * decided by who is furthest behind its share so far. A class with as many rows as parts is in every part.
 */
export function dealIntoParts(data: SplitData, fractions: Float64Array, seed: number | string): Int32Array {
  const partOf = new Int32Array(data.rowCount)
  const behind = new Float64Array(fractions.length)
  for (const rows of drawnByClass(data, seed)) {
    const counts = shareOut(rows.length, fractions, behind)
    let at = 0
    for (const [part, count] of counts.entries()) {
      for (let taken = 0; taken < count; taken++) partOf[rows[at++]!] = part
    }
  }
  return partOf
}

function shareOut(count: number, fractions: Float64Array, behind: Float64Array): Int32Array {
  const counts = new Int32Array(fractions.length)
  const canGrow: number[] = []
  let left = count
  for (let part = 0; part < fractions.length; part++) {
    const share = count * fractions[part]!
    // A share such as 0.6 × 5 that misses an integer by rounding only is that integer.
    counts[part] = Math.floor(share + 1e-9)
    if (share - counts[part]! > 1e-9) canGrow.push(part)
    left -= counts[part]!
    behind[part]! += share - counts[part]!
  }
  canGrow.sort((a, b) => (Math.abs(behind[a]! - behind[b]!) > 1e-9 ? behind[b]! - behind[a]! : a - b))
  for (const part of canGrow.slice(0, left)) {
    counts[part]!++
    behind[part]!--
  }
  // Every part has the class where there are rows enough; else train has it, without which it could not be learned.
  const used = [...fractions.keys()].filter((part) => fractions[part]! > 0)
  for (const part of count >= used.length ? used : used.slice(0, 1)) {
    if (counts[part]! > 0) continue
    const giver = counts.reduce((best, own, other) => (own > counts[best]! ? other : best), 0)
    counts[giver]!--
    counts[part]!++
    behind[giver]!++
    behind[part]!--
  }
  return counts
}
