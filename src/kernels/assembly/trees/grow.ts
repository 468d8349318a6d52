// Grows the trees of a forest, one a block. Nodes and draws go the way of models/trees/grow-tree.ts, step by step.

import { look } from './bins'
import { cutAbove, cutBelow, cutFeature, cutScore, forgetCut } from './cut'
import { drawBetween, seedDraws } from './draws'
import {
  classCount,
  constants,
  f64At,
  features,
  i32At,
  job,
  nodeRows,
  nodeWeights,
  pending,
  setF64,
  setI32,
  sums,
} from './job'
import { divideNode, enterNode, nodeSize, nodeTotal } from './node'

/** What is pending: start, end, depth, constants, and of which node it is the right child, or −1. */
const pendingBytes: usize = 20
/** A node: the column or −1 − its leaf, the ranks on both sides of the cut, the right child. */
const nodeBytes: usize = 16
/** What scikit-learn calls no impurity. */
const epsilon: f64 = 2.220446049250313e-16

let tree: usize = 0
let nodes: i32 = 0
let leaves: i32 = 0
let waiting: i32 = 0
let whole: f64 = 0

// The node at work, and where the search among its columns stands.
let end: i32 = 0
let start: i32 = 0
let depth: i32 = 0
let searching: bool = false
let known: i32 = 0
let remaining: i32 = 0
let visited: i32 = 0
let found: i32 = 0
let drawn: i32 = 0
let total: i32 = 0

export function begin(block: i32): void {
  tree = job.trees + <usize>block * job.treeBytes
  nodes = 0
  leaves = 0
  waiting = 0
  whole = 0
  searching = false
  seedDraws(job.seeds + ((<usize>block) << 4))
  for (let j = 0; j < job.columnCount; j++) setI32(features, j, j)
  wait(0, fillBag(block), 0, 0, -1)
}

/** Takes the rows that the tree sees; returns how many they are. */
function fillBag(block: i32): i32 {
  const count = job.rowCount
  const times = job.times + ((<usize>block * <usize>count) << 2)
  const shares = job.shares + ((<usize>block * <usize>classCount) << 3)
  let size = 0
  for (let place = 0; place < count; place++) {
    const often = <u32>i32At(times, place)
    if (often === 0) continue
    const row = i32At(job.rows, place)
    setI32(nodeRows, size, row)
    setF64(nodeWeights, size, <f64>often * f64At(job.weights, place) * f64At(shares, i32At(job.codes, row)))
    size++
  }
  return size
}

/** Goes on with the tree for about so many steps; 1 when it is grown. */
export function advance(budget: i32): i32 {
  let work: i32 = 0
  for (;;) {
    if (!searching) {
      if (waiting === 0) break
      enterNext()
    }
    while (searching) {
      work += 64 + 16 * nodeSize
      visit()
      if (work > budget && searching) return 0
    }
    closeNode()
    if (work > budget && waiting > 0) return 0
  }
  store<i32>(tree, nodes)
  store<i32>(tree, leaves, 4)
  return 1
}

function enterNext(): void {
  waiting--
  const next = pending + <usize>waiting * pendingBytes
  start = load<i32>(next)
  end = load<i32>(next, 4)
  depth = load<i32>(next, 8)
  known = load<i32>(next, 12)
  const parent = load<i32>(next, 16)
  const present = enterNode(start, end)
  forgetCut()
  if (nodes === 0) whole = nodeTotal
  if (parent >= 0) store<i32>(nodeAt(parent), nodes, 12)
  total = known
  const small = nodeSize < job.minSamplesSplit || nodeSize < 2 * job.minSamplesLeaf
  if (small || depth >= job.maxDepth || present < 2) return
  remaining = job.columnCount
  visited = 0
  found = 0
  drawn = 0
  searching = true
  endSearchIfDone()
}

/** Looks at a column drawn at random; enough have been seen when one was not constant and as many as asked for. */
function visit(): void {
  visited++
  let place = drawBetween(drawn, remaining - found)
  if (place < known) swap(place, drawn++)
  else {
    place += found
    if (look(i32At(features, place))) swap(--remaining, place)
    else {
      swap(place, total)
      found++
      total++
    }
  }
  endSearchIfDone()
}

function endSearchIfDone(): void {
  if (remaining > total && (visited < job.columnsPerSplit || visited <= found + drawn)) return
  searching = false
  // What was known to be constant stands in the same order for the other nodes; what was found comes behind.
  memory.copy(features, constants, (<usize>known) << 2)
  const behind = (<usize>known) << 2
  memory.copy(constants + behind, features + behind, (<usize>found) << 2)
}

function closeNode(): void {
  const at = nodeAt(nodes)
  if (cutFeature < 0 || cutScore / nodeTotal / whole + epsilon < job.minImpurityDecrease) {
    store<i32>(at, -1 - leaves)
    memory.copy(tree + job.leaves + ((<usize>leaves * <usize>classCount) << 3), sums, (<usize>classCount) << 3)
    leaves++
    nodes++
    return
  }
  store<i32>(at, cutFeature)
  store<i32>(at, cutBelow, 4)
  store<i32>(at, cutAbove, 8)
  const entry = job.columns + <usize>cutFeature * 12
  const middle = divideNode(<usize>load<u32>(entry), load<u32>(entry, 4), cutBelow)
  wait(middle, end, depth + 1, total, nodes)
  wait(start, middle, depth + 1, total, -1)
  nodes++
}

function nodeAt(node: i32): usize {
  return tree + 16 + <usize>node * nodeBytes
}

function wait(from: i32, to: i32, level: i32, constant: i32, rightOf: i32): void {
  const next = pending + <usize>waiting * pendingBytes
  store<i32>(next, from)
  store<i32>(next, to, 4)
  store<i32>(next, level, 8)
  store<i32>(next, constant, 12)
  store<i32>(next, rightOf, 16)
  waiting++
}

function swap(a: i32, b: i32): void {
  const held = i32At(features, a)
  setI32(features, a, i32At(features, b))
  setI32(features, b, held)
}
