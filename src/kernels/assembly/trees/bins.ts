// Puts a column of the node in bins and looks for the best cut between them: in the same ways, chosen by the same rules
// and summed up in the same order, as models/trees/split-search.ts.

import { giniCut, giniCutOfTwo } from './cut'
import {
  bins,
  bounds,
  classCount,
  f64At,
  highs,
  i32At,
  job,
  leastSize,
  lows,
  nodeRows,
  nodeWeights,
  places,
  ranks,
  setF64,
  setI32,
  sizes,
} from './job'
import { nodeSize, nodeStart, nodeTotal } from './node'
import { sortRanks } from './rank-sort'
import { binAroundRare } from './rare-bins'

/** Below so many bins a histogram stays in the nearest cache. */
const smallRange: i32 = 2048

let least: i32 = 0
let most: i32 = 0

/** Looks for a better cut in that column. Returns false where all rows of the node have the same value there. */
export function look(feature: i32): bool {
  const entry = job.columns + <usize>feature * 12
  const column = <usize>load<u32>(entry)
  const size = nodeSize
  if (load<u32>(entry, 4) === 1) {
    if (load<u32>(entry, 8) === 2) {
      if (!binByBit(column)) return false
      choose(feature, 2, 0, 0, 0)
      return true
    }
    readBytes(column)
  } else readIntegers(column)
  if (most === least) return false
  const range = most - least + 1
  const few = range <= 4 * size + 8
  const first = i32At(bounds, 1) - nodeStart
  const rare = classCount === 2 && leastSize <= 1 && size > 64 && 8 * min(first, size - first) <= size
  if (few && (!rare || range <= smallRange)) {
    binByRank(range)
    choose(feature, range, 0, 0, least)
  } else if (rare) choose(feature, binAroundRare(least, most), lows, highs, 0)
  else choose(feature, binBySorting(), lows, lows, least)
  return true
}

function choose(feature: i32, count: i32, lows: usize, highs: usize, offset: i32): void {
  if (classCount === 2) giniCutOfTwo(feature, count, lows, highs, offset, nodeTotal, nodeSize)
  else giniCut(feature, count, lows, highs, offset, nodeTotal, nodeSize)
}

function readBytes(column: usize): void {
  const rows = nodeRows + ((<usize>nodeStart) << 2)
  const to = ranks
  const size = nodeSize
  let low = <i32>load<u8>(column + <usize>load<u32>(rows))
  let high = low
  for (let i = 0; i < size; i++) {
    const rank = <i32>load<u8>(column + <usize>i32At(rows, i))
    setI32(to, i, rank)
    low = min(low, rank)
    high = max(high, rank)
  }
  least = low
  most = high
}

function readIntegers(column: usize): void {
  const rows = nodeRows + ((<usize>nodeStart) << 2)
  const to = ranks
  const size = nodeSize
  let low = i32At(column, load<i32>(rows))
  let high = low
  for (let i = 0; i < size; i++) {
    const rank = i32At(column, i32At(rows, i))
    setI32(to, i, rank)
    low = min(low, rank)
    high = max(high, rank)
  }
  least = low
  most = high
}

/** The two bins of a column of two values. Returns false where one is empty. */
function binByBit(column: usize): bool {
  const rows = nodeRows
  const weights = nodeWeights
  const classes = classCount
  let ones = 0
  for (let k = 0; k < classes; k++) {
    const end = i32At(bounds, k + 1)
    let low: f64 = 0
    let high: f64 = 0
    for (let at = i32At(bounds, k); at < end; at++) {
      const bit = <i32>load<u8>(column + <usize>i32At(rows, at))
      const weight = f64At(weights, at)
      const weighed = weight * <f64>bit
      ones += bit
      high += weighed
      low += weight - weighed
    }
    setF64(bins, k, low)
    setF64(bins, classes + k, high)
  }
  if (ones === 0 || ones === nodeSize) return false
  if (leastSize > 1) {
    setI32(sizes, 0, nodeSize - ones)
    setI32(sizes, 1, ones)
  }
  return true
}

function binByRank(range: i32): void {
  const classes = classCount
  const from = ranks - ((<usize>nodeStart) << 2)
  const weights = nodeWeights
  memory.fill(bins, 0, (<usize>range * <usize>classes) << 3)
  for (let k = 0; k < classes; k++) {
    const own = bins + ((<usize>k) << 3)
    const end = i32At(bounds, k + 1)
    for (let at = i32At(bounds, k); at < end; at++) {
      const to = (i32At(from, at) - least) * classes
      setF64(own, to, f64At(own, to) + f64At(weights, at))
    }
  }
  if (leastSize <= 1) return
  memory.fill(sizes, 0, (<usize>range) << 2)
  for (let i = 0; i < nodeSize; i++) {
    const bin = i32At(ranks, i) - least
    setI32(sizes, bin, i32At(sizes, bin) + 1)
  }
}

/** Returns how many bins there are. */
function binBySorting(): i32 {
  const size = nodeSize
  const classes = classCount
  const codes = job.codes
  for (let i = 0; i < size; i++) {
    setI32(ranks, i, i32At(ranks, i) - least)
    setI32(places, i, nodeStart + i)
  }
  sortRanks(ranks, places, size, most - least)
  let bin = -1
  let last = -1
  let own = bins
  for (let i = 0; i < size; i++) {
    const rank = i32At(ranks, i)
    if (rank !== last) {
      bin++
      setI32(lows, bin, rank)
      own = bins + ((<usize>bin * <usize>classes) << 3)
      for (let k = 0; k < classes; k++) setF64(own, k, 0)
      if (leastSize > 1) setI32(sizes, bin, 0)
      last = rank
    }
    const at = i32At(places, i)
    const code = i32At(codes, i32At(nodeRows, at))
    setF64(own, code, f64At(own, code) + f64At(nodeWeights, at))
    if (leastSize > 1) setI32(sizes, bin, i32At(sizes, bin) + 1)
  }
  return bin + 1
}
