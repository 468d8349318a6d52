import { breathe } from '../core/index.ts'
import type { GradientHistograms, HistogramShape } from './histograms.ts'

/** The reference for `gradientHistograms`, and what answers where WebAssembly has no vectors. */
export function plainHistograms({ rowCount, binCounts }: HistogramShape): GradientHistograms {
  const columnCount = binCounts.length
  const starts = binStarts(binCounts)
  const binCount = starts[columnCount]!
  const bins = new Uint8Array(rowCount * columnCount)
  const pairs = new Float32Array(rowCount * 2)
  const ordered = new Float32Array(rowCount * 2)
  const rows = new Int32Array(rowCount)
  const aside = new Int32Array(rowCount)
  const allSums: Float64Array[] = []
  const allCounts: Int32Array[] = []
  let free: number[] = []

  return {
    bins,
    pairs,
    rows,

    reset() {
      for (let row = 0; row < rowCount; row++) rows[row] = row
      free = [...allSums.keys()].reverse()
    },

    takeSlot() {
      const slot = free.pop()
      if (slot !== undefined) return slot
      allSums.push(new Float64Array(binCount * 2))
      return allCounts.push(new Int32Array(binCount)) - 1
    },

    freeSlot(slot) {
      free.push(slot)
    },

    sums: (slot) => allSums[slot]!,
    counts: (slot) => allCounts[slot]!,

    async build(slot, from, to, context) {
      for (let at = from; at < to; at++) {
        const row = rows[at]!
        ordered[at * 2] = pairs[row * 2]!
        ordered[at * 2 + 1] = pairs[row * 2 + 1]!
      }
      const sums = allSums[slot]!.fill(0)
      const counts = allCounts[slot]!.fill(0)
      for (let column = 0; column < columnCount; column++) {
        await breathe(context)
        const first = starts[column]!
        const cells = column * rowCount
        for (let at = from; at < to; at++) {
          const bin = first + bins[cells + rows[at]!]!
          sums[bin * 2] = sums[bin * 2]! + ordered[at * 2]!
          sums[bin * 2 + 1] = sums[bin * 2 + 1]! + ordered[at * 2 + 1]!
          counts[bin] = counts[bin]! + 1
        }
      }
    },

    subtract(slot, other) {
      const sums = allSums[slot]!
      const less = allSums[other]!
      for (let at = 0; at < sums.length; at++) sums[at] = sums[at]! - less[at]!
      const counts = allCounts[slot]!
      const fewer = allCounts[other]!
      for (let at = 0; at < counts.length; at++) counts[at] = counts[at]! - fewer[at]!
    },

    divide(column, goesLeft, from, to) {
      const cells = column * rowCount
      let left = from
      let right = 0
      for (let at = from; at < to; at++) {
        const row = rows[at]!
        const isLeft = goesLeft[bins[cells + row]!]!
        rows[left] = row
        aside[right] = row
        left += isLeft
        right += 1 - isLeft
      }
      rows.set(aside.subarray(0, right), left)
      return left
    },
  }
}

/** Where the bins of each column begin; the last entry is the number of all. */
export function binStarts(binCounts: Int32Array): Int32Array {
  const starts = new Int32Array(binCounts.length + 1)
  for (let column = 0; column < binCounts.length; column++) starts[column + 1] = starts[column]! + binCounts[column]!
  return starts
}
