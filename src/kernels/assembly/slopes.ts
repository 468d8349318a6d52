// The slopes of a dual problem, moved by rows of its kernel, and the choice of the next pair: what solve-dual.ts does at
// every step. Its plain twin is plain-slopes.ts; the memory is laid out by slope-memory.ts. Rows of the kernel are kept
// in f32; what is missing of them is computed on the way, a stretch of panels at a time, while the panels are at hand.
import { compute, computePair, computeTile, field, queryAt, stretch } from './slope-field'

/** A row of the kernel is not known at all, known where the panel is marked, or known. */
const marked: i32 = 1
const known: i32 = 2

/** Sets the partner of a first row that promises the greatest decrease; −1 for none. */
export function findSecond(first: i32, highest: f64, active: i32, at: usize, row: usize, state: i32): i32 {
  const query = queryAt(at)
  const own = load<f64>(field.diagonal + ((<usize>first) << 3))
  const panels = (active + 7) >> 3
  const falling = field.falling
  let best: f64 = Infinity
  let lowest: f64 = -Infinity
  let second = -1
  for (let p = 0; p < panels; ) {
    if (load<u8>(falling + p) === 0) {
      p++
      continue
    }
    let q = p + 1
    while (q < panels && q - p < stretch && load<u8>(falling + q) !== 0) q++
    if (state !== known) {
      compute(query, p, q, row)
      memory.fill(field.marks + p, 1, q - p)
    }
    const from = p << 3
    const least = decreases(from, min(q << 3, active), own, highest, row)
    lowest = max(lowest, steepest)
    if (least <= best && least < Infinity) {
      best = least
      let at = field.scratch + ((<usize>(min(q << 3, active) - from - 1)) << 3)
      while (load<f64>(at) !== least) at -= 8
      second = from + <i32>((at - field.scratch) >> 3)
    }
    p = q
  }
  field.lowest = lowest
  if (second >= 0) field.likeness = <f64>load<f32>(row + ((<usize>second) << 2))
  return second
}

let steepest: f64 = 0

/** What each row of a stretch promises, into scratch memory, ∞ where it cannot fall; the least of it is given. */
function decreases(from: i32, to: i32, own: f64, highest: f64, row: usize): f64 {
  let slope = field.slopes + ((<usize>from) << 3)
  let fall = field.fall + ((<usize>from) << 3)
  let diagonal = field.diagonal + ((<usize>from) << 3)
  let value = row + ((<usize>from) << 2)
  let out = field.scratch
  const end = out + ((<usize>((to - from) & ~1)) << 3)
  let least = f64x2.splat(Infinity)
  let most = f64x2.splat(-Infinity)
  for (; out < end; out += 16, slope += 16, fall += 16, diagonal += 16, value += 8) {
    const way = f64x2.add(v128.load(slope), v128.load(fall))
    most = f64x2.pmax(most, way)
    const difference = f64x2.add(f64x2.splat(highest), way)
    const alike = f64x2.promote_low_f32x4(v128.load64_zero(value))
    let curvature = f64x2.sub(f64x2.add(f64x2.splat(own), v128.load(diagonal)), f64x2.add(alike, alike))
    curvature = v128.bitselect(curvature, f64x2.splat(1e-12), f64x2.gt(curvature, f64x2.splat(0)))
    const decrease = f64x2.div(f64x2.neg(f64x2.mul(difference, difference)), curvature)
    const open = v128.bitselect(decrease, f64x2.splat(Infinity), f64x2.gt(difference, f64x2.splat(0)))
    v128.store(out, open)
    least = f64x2.pmin(least, open)
  }
  let lowest = min(f64x2.extract_lane(least, 0), f64x2.extract_lane(least, 1))
  steepest = max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1))
  if ((to - from) & 1) {
    const way = load<f64>(slope) + load<f64>(fall)
    steepest = max(steepest, way)
    const difference = highest + way
    let curvature = own + load<f64>(diagonal) - 2 * <f64>load<f32>(value)
    if (!(curvature > 0)) curvature = 1e-12
    const decrease = difference > 0 ? -(difference * difference) / curvature : Infinity
    store<f64>(out, decrease)
    lowest = min(lowest, decrease)
  }
  return lowest
}

/**
 * Adds multiples of the rows of two positions to the slopes; gives the position from which the way up is steepest, −1
 * for none. What is not known of the rows is computed.
 */
export function move(
  active: i32,
  atI: usize,
  rowI: usize,
  stateI: i32,
  byI: f64,
  atJ: usize,
  rowJ: usize,
  stateJ: i32,
  byJ: f64,
): i32 {
  const queryI = queryAt(atI)
  const queryJ = queryAt(atJ)
  const panels = (active + 7) >> 3
  const together = queryI.isDense(field.columns) && queryJ.isDense(field.columns)
  const marks = field.marks
  let highest: f64 = -Infinity
  let first = -1
  for (let p = 0; p < panels; ) {
    let q = min(p + stretch, panels)
    let wantsI = stateI !== known
    if (stateI === marked) {
      const mark = load<u8>(marks + p)
      wantsI = mark === 0
      let same = p + 1
      while (same < q && load<u8>(marks + same) === mark) same++
      q = same
    }
    if (wantsI && stateJ !== known && together) computePair(queryI, queryJ, p, q, rowI, rowJ)
    else {
      if (wantsI) compute(queryI, p, q, rowI)
      if (stateJ !== known) compute(queryJ, p, q, rowJ)
    }
    const from = p << 3
    const to = min(q << 3, active)
    const most = slide(from, to, rowI, byI, rowJ, byJ)
    if (most >= highest && most > -Infinity) {
      highest = most
      first = to - 1
      while (
        !(load<f64>(field.rise + ((<usize>first) << 3)) - load<f64>(field.slopes + ((<usize>first) << 3)) === most)
      )
        first--
    }
    p = q
  }
  if (stateI === marked) memory.fill(marks, 0, panels)
  field.highest = highest
  return first
}

/** Adds multiples of two rows to the slopes of a stretch; gives the steepest way up. */
function slide(from: i32, to: i32, rowI: usize, byI: f64, rowJ: usize, byJ: f64): f64 {
  let slope = field.slopes + ((<usize>from) << 3)
  let rise = field.rise + ((<usize>from) << 3)
  let i = rowI + ((<usize>from) << 2)
  let j = rowJ + ((<usize>from) << 2)
  const end = slope + ((<usize>((to - from) & ~1)) << 3)
  let most = f64x2.splat(-Infinity)
  for (; slope < end; slope += 16, rise += 16, i += 8, j += 8) {
    const byFirst = f64x2.mul(f64x2.promote_low_f32x4(v128.load64_zero(i)), f64x2.splat(byI))
    const bySecond = f64x2.mul(f64x2.promote_low_f32x4(v128.load64_zero(j)), f64x2.splat(byJ))
    const next = f64x2.add(v128.load(slope), f64x2.add(byFirst, bySecond))
    v128.store(slope, next)
    most = f64x2.pmax(most, f64x2.sub(v128.load(rise), next))
  }
  let highest = max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1))
  if ((to - from) & 1) {
    const next = load<f64>(slope) + (<f64>load<f32>(i) * byI + <f64>load<f32>(j) * byJ)
    store<f64>(slope, next)
    highest = max(highest, load<f64>(rise) - next)
  }
  return highest
}

/** target[k] ← target[k] + factor × row[k] for `from` ≤ k < `to`; `row` begins at position `start`. */
export function addRow(target: usize, row: usize, start: i32, factor: f64, from: i32, to: i32): void {
  let at = target + ((<usize>from) << 3)
  let value = row + ((<usize>(from - start)) << 2)
  const end = at + ((<usize>((to - from) & ~1)) << 3)
  for (; at < end; at += 16, value += 8) {
    const more = f64x2.mul(f64x2.splat(factor), f64x2.promote_low_f32x4(v128.load64_zero(value)))
    v128.store(at, f64x2.add(v128.load(at), more))
  }
  if ((to - from) & 1) store<f64>(at, load<f64>(at) + factor * <f64>load<f32>(value))
}

/**
 * Adds multiples of many rows to vectors, one after the other, for `from` ≤ k < `to`, a tile of so many panels at a
 * time. Queries stand in a row; `kept` holds for each the address of its row where that is known, else 0. An addition
 * is the number of its query, the address of its vector, and its factor.
 */
export function addRows(
  queries: usize,
  queryBytes: i32,
  count: i32,
  kept: usize,
  additions: usize,
  additionCount: i32,
  tile: i32,
  rows: usize,
  from: i32,
  to: i32,
): void {
  const end = (to + 7) >> 3
  const rowBytes = (<usize>tile) << 5
  const columns = field.columns
  for (let p = from >> 3; p < end; p += tile) {
    const q = min(p + tile, end)
    const back = (<usize>p) << 5
    let waiting = -1
    for (let n = 0; n < count; n++) {
      if (load<usize>(kept + ((<usize>n) << 2)) !== 0) continue
      const query = queryAt(queries + <usize>n * queryBytes)
      if (!query.isDense(columns)) computeTile(query, p, q, rows + <usize>n * rowBytes - back)
      else if (waiting < 0) waiting = n
      else {
        const before = queryAt(queries + <usize>waiting * queryBytes)
        const out = rows + <usize>waiting * rowBytes - back
        for (let s = p; s < q; s += stretch) {
          computePair(before, query, s, min(s + stretch, q), out, rows + <usize>n * rowBytes - back)
        }
        waiting = -1
      }
    }
    if (waiting >= 0) {
      const query = queryAt(queries + <usize>waiting * queryBytes)
      computeTile(query, p, q, rows + <usize>waiting * rowBytes - back)
    }
    const first = max(p << 3, from)
    const last = min(q << 3, to)
    for (let e = 0, at = additions; e < additionCount; e++, at += 16) {
      const n = <usize>load<i32>(at)
      const row = load<usize>(kept + (n << 2))
      if (row !== 0) addRow(load<usize>(at, 4), row, 0, load<f64>(at, 8), first, last)
      else addRow(load<usize>(at, 4), rows + n * rowBytes, p << 3, load<f64>(at, 8), first, last)
    }
  }
}
