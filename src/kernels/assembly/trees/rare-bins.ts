// Bins at and between the values of the rarer of two classes; see models/trees/split-search.ts.

import { bins, bounds, f64At, highs, i32At, lows, nodeWeights, places, ranks, setF64, setI32, table } from './job'
import { nodeSize, nodeStart } from './node'
import { sortRanks } from './rank-sort'

const noRank: i32 = 0x7fffffff

/** Bin 2j + 1 holds the rows at the j-th value of the rare class, bin 2j those between it and the value before. */
export function binAroundRare(least: i32, most: i32): i32 {
  const first = i32At(bounds, 1) - nodeStart
  const rare = first <= nodeSize - first ? 0 : 1
  const values = sortRare(i32At(bounds, rare), i32At(bounds, rare + 1), most)
  const count = 2 * values + 1
  memory.fill(bins, 0, (<usize>count) << 4)
  for (let j = 0; j < values; j++) {
    const rank = i32At(places, j)
    setI32(lows, 2 * j, noRank)
    setI32(highs, 2 * j, -1)
    setI32(lows, 2 * j + 1, rank)
    setI32(highs, 2 * j + 1, rank)
  }
  setI32(lows, 2 * values, noRank)
  setI32(highs, 2 * values, -1)
  const shift = fillTable(values, least, most)
  addRows(values, shift, rare, least)
  addRows(values, shift, 1 - rare, least)
  return count
}

/** Puts the distinct ranks of the rare class into `places`, ascending, a sentinel behind them. */
function sortRare(from: i32, to: i32, most: i32): i32 {
  const size = to - from
  memory.copy(places, ranks + ((<usize>(from - nodeStart)) << 2), (<usize>size) << 2)
  // The companions are not needed here; the memory of the bins is free.
  sortRanks(places, lows, size, most)
  let values = 0
  for (let i = 0; i < size; i++) {
    const rank = i32At(places, i)
    if (values === 0 || rank !== i32At(places, values - 1)) setI32(places, values++, rank)
  }
  setI32(places, values, noRank)
  return values
}

/** For each step of ranks the first value that is not below it. Returns the size of the steps, as a shift. */
function fillTable(values: i32, least: i32, most: i32): i32 {
  const range = most - least + 1
  const wanted = min(4096, 8 * values + 16)
  let shift = 0
  while (range >>> shift >= wanted) shift++
  const steps = (range >>> shift) + 1
  let j = 0
  for (let step = 0; step < steps; step++) {
    const rank = least + (step << shift)
    while (j < values && i32At(places, j) < rank) j++
    setI32(table, step, j)
  }
  return shift
}

function addRows(values: i32, shift: i32, code: i32, least: i32): void {
  const at = places
  const steps = table
  const weights = nodeWeights
  const from = ranks - ((<usize>nodeStart) << 2)
  const own = bins + ((<usize>code) << 3)
  const behind = 2 * values
  const end = i32At(bounds, code + 1)
  for (let i = i32At(bounds, code); i < end; i++) {
    const rank = i32At(from, i)
    let j = i32At(steps, (rank - least) >>> shift)
    while (i32At(at, j) < rank) j++
    let bin = 2 * j
    if (i32At(at, j) === rank && bin < behind) bin++
    else {
      if (rank < i32At(lows, bin)) setI32(lows, bin, rank)
      if (rank > i32At(highs, bin)) setI32(highs, bin, rank)
    }
    setF64(own, 2 * bin, f64At(own, 2 * bin) + f64At(weights, i))
  }
}
