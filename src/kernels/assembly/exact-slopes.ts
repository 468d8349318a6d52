// The rows of a screened problem whose slopes are known to the bit (screened-slopes.ts): they stand in a field of their
// own, in the order in which they came, so that ties are settled by the positions beside them. Here slots are the
// positions of the field.
import { computeTile, field, queryAt, stretch } from './slope-field'
import { decreases, slide, steepest } from './slopes'

/**
 * Sets the slot that promises the greatest decrease beside `first`, of equal ones that of the last position; −1 for
 * none. The row of the kernel stays at `row`.
 */
export function findExactSecond(first: i32, highest: f64, count: i32, at: usize, row: usize, positions: usize): i32 {
  const panels = (count + 7) >> 3
  computeTile(queryAt(at), 0, panels, row)
  const own = load<f64>(field.diagonal + ((<usize>first) << 3))
  let best: f64 = Infinity
  let lowest: f64 = -Infinity
  let second = -1
  let last = -1
  for (let p = 0; p < panels; p += stretch) {
    const from = p << 3
    const to = min((p + stretch) << 3, count)
    const least = decreases(from, to, own, highest, row)
    lowest = max(lowest, steepest)
    if (!(least <= best && least < Infinity)) continue
    if (least < best) last = -1
    best = least
    for (let k = from, value = field.scratch; k < to; k++, value += 8) {
      if (load<f64>(value) !== least) continue
      const position = load<i32>(positions + ((<usize>k) << 2))
      if (position < last) continue
      last = position
      second = k
    }
  }
  field.lowest = lowest
  if (second >= 0) field.likeness = <f64>load<f32>(row + ((<usize>second) << 2))
  return second
}

/** Adds multiples of two rows to the slopes, that of the second being computed; gives the slot of the steepest rise. */
export function moveExact(count: i32, rowI: usize, byI: f64, at: usize, rowJ: usize, byJ: f64, positions: usize): i32 {
  const panels = (count + 7) >> 3
  computeTile(queryAt(at), 0, panels, rowJ)
  for (let from = 0; from < count; from += stretch << 3)
    slide(from, min(from + (stretch << 3), count), rowI, byI, rowJ, byJ)
  return findExactFirst(count, positions)
}

/** Gives the slot of the steepest rise, of equal ones that of the last position; −1 for none. */
export function findExactFirst(count: i32, positions: usize): i32 {
  let highest: f64 = -Infinity
  let first = -1
  let last = -1
  for (let k = 0; k < count; k++) {
    const at = (<usize>k) << 3
    const value = load<f64>(field.rise + at) - load<f64>(field.slopes + at)
    if (!(value >= highest && value > -Infinity)) continue
    const position = load<i32>(positions + ((<usize>k) << 2))
    if (value === highest && position < last) continue
    highest = value
    last = position
    first = k
  }
  field.highest = highest
  return first
}

/** Writes the slopes to where they stand by position. */
export function scatterExact(count: i32, positions: usize, slopes: usize): void {
  for (let k = 0; k < count; k++) {
    const position = <usize>load<i32>(positions + ((<usize>k) << 2))
    store<f64>(slopes + (position << 3), load<f64>(field.slopes + ((<usize>k) << 3)))
  }
}

/**
 * The slope of a row to the bit: the field holds the rows that moved it. Additions to the slope from bounds, then to
 * the slope, 16 bytes each: the number of the row, and the factor from byte 8. Steps, 24 bytes each: two numbers, and
 * from byte 8 two factors.
 */
export function replay(
  count: i32,
  at: usize,
  row: usize,
  base: f64,
  fromBounds: usize,
  additions: usize,
  steps: usize,
  end: usize,
): f64 {
  computeTile(queryAt(at), 0, (count + 7) >> 3, row)
  let slope: f64 = 0
  let e = fromBounds
  for (; e < additions; e += 16) slope += load<f64>(e, 8) * likeness(row, e, 0)
  slope -= base
  for (; e < steps; e += 16) slope += load<f64>(e, 8) * likeness(row, e, 0)
  for (; e < end; e += 24) slope += likeness(row, e, 0) * load<f64>(e, 8) + likeness(row, e, 4) * load<f64>(e, 16)
  return slope
}

function likeness(row: usize, entry: usize, offset: usize): f64 {
  return <f64>load<f32>(row + ((<usize>load<i32>(entry + offset)) << 2))
}
