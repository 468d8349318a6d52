// The node at work: its rows lie together, class by class, and a split keeps that order; as models/trees/split-search.ts.

import {
  bounds,
  classCount,
  f64At,
  heldRows,
  heldWeights,
  i32At,
  job,
  nodeRows,
  nodeWeights,
  setF64,
  setI32,
  sums,
} from './job'

export let nodeStart: i32 = 0
export let nodeSize: i32 = 0
/** The weight of all its rows. */
export let nodeTotal: f64 = 0

/** Turns to the node that holds the rows from `start` to `end`, and sums it up. Returns how many classes it has. */
export function enterNode(start: i32, end: i32): i32 {
  const codes = job.codes
  let at = start
  let total: f64 = 0
  let present = 0
  for (let k = 0; k < classCount; k++) {
    setI32(bounds, k, at)
    let sum: f64 = 0
    while (at < end && i32At(codes, i32At(nodeRows, at)) === k) sum += f64At(nodeWeights, at++)
    setF64(sums, k, sum)
    total += sum
    if (sum > 0) present++
  }
  setI32(bounds, classCount, end)
  nodeTotal = total
  nodeSize = end - start
  nodeStart = start
  return present
}

/** Puts the rows at or below a rank before the others, each side in its order. Returns where the others begin. */
export function divideNode(column: usize, bytes: u32, below: i32): i32 {
  const rows = nodeRows
  const weights = nodeWeights
  const aside = heldRows
  const asideWeights = heldWeights
  const end = nodeStart + nodeSize
  let left = nodeStart
  let held = 0
  for (let at = nodeStart; at < end; at++) {
    const row = i32At(rows, at)
    const weight = f64At(weights, at)
    const rank = bytes === 1 ? <i32>load<u8>(column + <usize>row) : i32At(column, row)
    const isRight = <i32>(rank > below)
    setI32(rows, left, row)
    setF64(weights, left, weight)
    setI32(aside, held, row)
    setF64(asideWeights, held, weight)
    left += 1 - isRight
    held += isRight
  }
  memory.copy(rows + ((<usize>left) << 2), aside, (<usize>held) << 2)
  memory.copy(weights + ((<usize>left) << 3), asideWeights, (<usize>held) << 3)
  return left
}
