// The search of one leaf of queries through the tree of points, the nearest nodes first. It can be interrupted: what
// is still to be looked at stays in the thread's scratch memory between two calls of `advance`.
import { filterError } from './arrange'
import { clear, indicesOf, sortCandidates, worstOf } from './candidates'
import { integerTile } from './integer-tile'
import { errorOf, packQueries, shiftFor } from './integers'
import {
  bounded,
  columns,
  counting,
  job,
  mode,
  offset,
  ownLeaf,
  points,
  queries,
  scale,
  scratch,
  unfinished,
} from './job'
import { isEmpty, nearestBound, nearestNode, openHeap, pop, push } from './node-heap'
import { refined, refineWaiting } from './refine'
import { setSlot, tile } from './tile'

// A whisker below 1: what bounds lose to rounding.
const almost: f64 = 1 - 1e-9

let block: i32 = 0
let first: i32 = 0
let last: i32 = 0
let started: bool = false
/** The greatest of the worst distances of the block's queries. */
let worst: f64 = Infinity
let boxTests: i32 = 0
let boxWins: i32 = 0

// Scratch: four packed queries (f32), one query relative to a leaf (f32), four slots, then the heap of nodes.
let relative: usize = 0
let slots: usize = 0

/** The bytes of one query as f32, rounded up to whole vectors. */
function relativeBytes(): usize {
  return (<usize>(columns + 3) & ~3) << 2
}

export function begin(leaf: i32): void {
  block = leaf
  first = queries.start(queries.levels, leaf)
  last = queries.start(queries.levels, leaf + 1)
  if (!(mode & bounded)) for (let position = first; position < last; position++) clear(queries.rowAt(position))
  const rowBytes = relativeBytes()
  relative = scratch + 4 * relativeBytes()
  slots = relative + 4 * rowBytes
  openHeap(slots + 64, (1 << points.levels) + 2)
  started = false
  findWorst()
  if (!(mode & ownLeaf)) push(0, 1)
}

/** Goes on for about `budget` multiplications; true when the lists of the block are complete. */
export function advance(budget: f64): bool {
  if (!started) {
    started = true
    if (job.same) visit(block)
  }
  const leaves = 1 << points.levels
  while (!isEmpty()) {
    const node = nearestNode()
    if (nearestBound() > worst) break
    pop()
    if (node < leaves) {
      pushChild(2 * node)
      pushChild(2 * node + 1)
      budget -= <f64>(columns << 3)
      continue
    }
    const leaf = node - leaves
    if ((job.same && leaf === block) || ballsApart(leaf)) continue
    budget -= visit(leaf)
    if (budget <= 0) return false
  }
  if (!(mode & (counting | unfinished))) {
    for (let position = first; position < last; position++) sortCandidates(queries.rowAt(position))
  }
  return true
}

function findWorst(): void {
  worst = -1
  for (let position = first; position < last; position++) worst = max(worst, worstOf(queries.rowAt(position)))
}

function pushChild(node: i32): void {
  const bound = boxToBox(node) * almost
  if (bound <= worst) push(bound, node)
}

/** A lower bound on the squared distance between any query of the block and any point of the node. */
function boxToBox(node: i32): f64 {
  const bytes = (<usize>columns) << 3
  const own = <usize>((1 << queries.levels) + block) * bytes
  const other = <usize>node * bytes
  const zero = f64x2.splat(0)
  let sums = zero
  let o: usize = 0
  for (; o + 8 < bytes; o += 16) {
    const above = f64x2.sub(v128.load(queries.low + own + o), v128.load(points.high + other + o))
    const below = f64x2.sub(v128.load(points.low + other + o), v128.load(queries.high + own + o))
    const gap = f64x2.pmax(zero, f64x2.pmax(above, below))
    sums = f64x2.add(sums, f64x2.mul(gap, gap))
  }
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1)
  if (o < bytes) {
    const above = load<f64>(queries.low + own + o) - load<f64>(points.high + other + o)
    const gap = max(0, max(above, load<f64>(points.low + other + o) - load<f64>(queries.high + own + o)))
    sum += gap * gap
  }
  return sum
}

/** The same between a query and a leaf. */
function pointToBox(row: usize, leaf: i32): f64 {
  const bytes = (<usize>columns) << 3
  const low = points.low + <usize>((1 << points.levels) + leaf) * bytes
  const high = points.high + <usize>((1 << points.levels) + leaf) * bytes
  const zero = f64x2.splat(0)
  let sums = zero
  let o: usize = 0
  for (; o + 8 < bytes; o += 16) {
    const value = v128.load(row + o)
    const gap = f64x2.pmax(
      zero,
      f64x2.pmax(f64x2.sub(v128.load(low + o), value), f64x2.sub(value, v128.load(high + o))),
    )
    sums = f64x2.add(sums, f64x2.mul(gap, gap))
  }
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1)
  if (o < bytes) {
    const value = load<f64>(row + o)
    const gap = max(0, max(load<f64>(low + o) - value, value - load<f64>(high + o)))
    sum += gap * gap
  }
  return sum
}

/** Whether the balls around the two leaves lie too far apart for any pair to matter. */
function ballsApart(leaf: i32): bool {
  const bytes = (<usize>columns) << 3
  const own = queries.center + <usize>block * bytes
  const other = points.center + <usize>leaf * bytes
  let sum: f64 = 0
  for (let o: usize = 0; o < bytes; o += 8) {
    const difference = (load<f64>(own + o) - load<f64>(other + o)) * scale
    sum += difference * difference
  }
  const radii = load<f64>(queries.radius + ((<usize>block) << 3)) + load<f64>(points.radius + ((<usize>leaf) << 3))
  return exceeds(Math.sqrt(sum) * almost - radii, worst)
}

/**
 * Whether a distance in scaled units is greater than a squared one in the caller's. The latter may have lost squares too
 * small for float64, of which 1e-45 is more than the sum.
 */
function exceeds(distance: f64, squared: f64): bool {
  return distance > 0 && distance * distance * almost - 1e-45 > squared * scale * scale
}

/** Compares the block's queries, four at a time, with the points of a leaf; gives the multiplications spent. */
function visit(leaf: i32): f64 {
  const start = points.start(points.levels, leaf)
  const end = points.start(points.levels, leaf + 1)
  const radius = load<f64>(points.radius + ((<usize>leaf) << 3))
  const center = points.center + <usize>leaf * ((<usize>columns) << 3)
  const rowBytes = relativeBytes()
  const error = filterError()
  const unit = points.unitOf(leaf)
  const refinedBefore = refined
  let waiting = 0
  let groups = 0
  for (let position = first; position < last; position++) {
    const query = queries.rowAt(position)
    const row = queries.valuesAt(query)
    const limit = worstOf(query)
    if (limit < 0) continue
    // All equal rows are found: only a lower index could still take a place, and the leaf's first row is its lowest.
    if (limit === 0 && points.rowAt(start) + offset > load<i32>(indicesOf(query))) continue
    if (testsBoxes() && limit < Infinity) {
      boxTests++
      if (pointToBox(row, leaf) * almost > limit) {
        boxWins++
        continue
      }
    }
    const square = relate(row, center, relative + <usize>waiting * rowBytes)
    if (exceeds(Math.sqrt(square) * almost - radius, limit)) continue
    setSlot(slots + ((<usize>waiting) << 4), query, 1, unit > 0 ? square : square * (0.5 - 0.5 * error))
    if (++waiting < 4) continue
    compare(leaf, start, end, unit)
    groups++
    waiting = 0
  }
  if (waiting > 0) {
    for (; waiting < 4; waiting++) setSlot(slots + ((<usize>waiting) << 4), 0, 0, 0)
    compare(leaf, start, end, unit)
    groups++
  }
  refineWaiting()
  findWorst()
  const filtered = groups * 4 * (end - start) + 4 * (last - first)
  return <f64>filtered * <f64>columns + <f64>(refined - refinedBefore) * <f64>(4 * columns + 64)
}

/** Compares the four queries that wait with the points of a leaf. */
function compare(leaf: i32, start: i32, end: i32, unit: f64): void {
  if (unit === 0) {
    pack()
    tile(scratch, slots, start, end)
    return
  }
  const rowBytes = relativeBytes()
  const radius = load<f64>(points.radius + ((<usize>leaf) << 3))
  let furthest: f64 = 0
  for (let slot = slots; slot < slots + 64; slot += 16) furthest = max(furthest, load<f64>(slot, 8))
  const shift = shiftFor(Math.sqrt(furthest), unit)
  for (let slot = slots; slot < slots + 64; slot += 16) {
    const square = load<f64>(slot, 8)
    const half = square * (0.5 - 1e-9) - errorOf(Math.sqrt(square), radius, unit, max(0, shift))
    store<f64>(slot, shift < 0 ? -Infinity : half, 8)
  }
  packQueries(relative, rowBytes, scratch, unit, shift)
  integerTile(scratch, rowBytes >> 1, slots, start, end, unit, shift)
}

/** Where boxes have hardly ever parted a query from a leaf, as in many dimensions, only one in 16 is still tried. */
function testsBoxes(): bool {
  if (boxTests < 4096) return true
  if (boxTests > 1 << 20) {
    boxTests >>= 1
    boxWins >>= 1
  }
  if (boxWins > boxTests >> 4) return true
  skipped++
  return (skipped & 15) === 0
}

let skipped: i32 = 0

/** Writes a query relative to the middle of a leaf, as f32, and gives its squared length; both in scaled units. */
function relate(row: usize, center: usize, to: usize): f64 {
  const end = row + ((<usize>columns) << 3)
  const lastFour = row + ((<usize>(columns & ~3)) << 3)
  const factor = f64x2.splat(scale)
  let even = f64x2.splat(0)
  let odd = even
  for (; row < lastFour; row += 32, center += 32, to += 16) {
    const a = f64x2.mul(f64x2.sub(v128.load(row), v128.load(center)), factor)
    const b = f64x2.mul(f64x2.sub(v128.load(row, 16), v128.load(center, 16)), factor)
    even = f64x2.add(even, f64x2.mul(a, a))
    odd = f64x2.add(odd, f64x2.mul(b, b))
    v128.store(to, v128.shuffle<f64>(f32x4.demote_f64x2_zero(a), f32x4.demote_f64x2_zero(b), 0, 2))
  }
  even = f64x2.add(even, odd)
  let sum = f64x2.extract_lane(even, 0) + f64x2.extract_lane(even, 1)
  for (; row < end; row += 8, center += 8, to += 4) {
    const difference = (load<f64>(row) - load<f64>(center)) * scale
    sum += difference * difference
    store<f32>(to, <f32>difference)
  }
  return sum
}

/** Interleaves the four related queries, column after column. */
function pack(): void {
  const rowBytes = relativeBytes()
  const columnBytes = (<usize>columns) << 2
  let to = scratch
  for (let o: usize = 0; o < columnBytes; o += 16, to += 64) {
    const r0 = v128.load(relative + o)
    const r1 = v128.load(relative + rowBytes + o)
    const r2 = v128.load(relative + 2 * rowBytes + o)
    const r3 = v128.load(relative + 3 * rowBytes + o)
    const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5)
    const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7)
    const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5)
    const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7)
    v128.store(to, v128.shuffle<f64>(low01, low23, 0, 2))
    v128.store(to, v128.shuffle<f64>(low01, low23, 1, 3), 16)
    v128.store(to, v128.shuffle<f64>(high01, high23, 0, 2), 32)
    v128.store(to, v128.shuffle<f64>(high01, high23, 1, 3), 48)
  }
}
