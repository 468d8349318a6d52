import type { Matrix } from '../core/index.ts'
import type { DuplicateClusters } from './duplicate-clusters.ts'

/**
 * Rows of equal numbers: a missing cell (NaN) equals a missing cell, −0 equals 0. Rows are found by a hash and compared
 * cell by cell, so the answer is exact.
 */
export function duplicateRows(X: Matrix): DuplicateClusters {
  const { rowCount, data } = X
  const width = X.columns.length
  const hashes = rowHashes(X)
  const cluster = new Int32Array(rowCount)
  const representative = new Int32Array(rowCount)
  let count = 0
  // Open addressing: a slot holds 1 + the number of a cluster, or 0.
  const mask = 2 ** Math.ceil(Math.log2(2 * rowCount + 2)) - 1
  const slots = new Int32Array(mask + 1)
  for (let row = 0; row < rowCount; row++) {
    const hash = hashes[row]!
    let slot = hash & mask
    let found = slots[slot]!
    while (found > 0) {
      const other = representative[found - 1]!
      if (hashes[other] === hash && sameRow(data, row * width, other * width, width)) break
      slot = (slot + 1) & mask
      found = slots[slot]!
    }
    if (found === 0) {
      representative[count++] = row
      found = count
      slots[slot] = found
    }
    cluster[row] = found - 1
  }
  return { cluster, count, representative: representative.slice(0, count) }
}

function sameRow(data: Float64Array, a: number, b: number, width: number): boolean {
  for (let column = 0; column < width; column++) {
    const left = data[a + column]!
    const right = data[b + column]!
    if (left !== right && !(Number.isNaN(left) && Number.isNaN(right))) return false
  }
  return true
}

/** MurmurHash3 of the 32-bit words of each row, with one word for every NaN and for either zero. */
function rowHashes(X: Matrix): Int32Array {
  const width = X.columns.length
  const { data } = X
  const words = new Int32Array(data.buffer, data.byteOffset, data.length * 2)
  const hashes = new Int32Array(X.rowCount)
  let at = 0
  for (let row = 0; row < X.rowCount; row++) {
    let hash = width
    for (let column = 0; column < width; column++, at++) {
      const value = data[at]!
      if (value === 0) hash = mix(hash, 0)
      else if (Number.isNaN(value)) hash = mix(hash, 1)
      else hash = mix(mix(hash, words[2 * at]!), words[2 * at + 1]!)
    }
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
    hashes[row] = hash ^ (hash >>> 16)
  }
  return hashes
}

function mix(hash: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51)
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593)
  const h = hash ^ k
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0
}
