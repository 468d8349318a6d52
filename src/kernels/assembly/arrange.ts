// Prepares leaves for the search: boxes, middles and radii, and the points as f32 panels around their leaf's middle.
import { packIntegers, squareAt, unitFor } from './integers'
// biome-ignore lint/style/useImportType: AssemblyScript knows no type imports.
import { columns, job, points, Side, scale, sideOf } from './job'

/** A bound on the relative error of f32 sums over the columns, with room for the rounding of what goes into them. */
export function filterError(): f64 {
  return <f64>(columns + 12) * 5.97e-8
}

export function arrangeLeaf(which: i32, leaf: i32, withPanels: i32): void {
  const side = sideOf(which)
  const start = side.start(side.levels, leaf)
  const end = side.start(side.levels, leaf + 1)
  sortRows(side, start, end)
  const bytes = (<usize>columns) << 3
  const node = <usize>((1 << side.levels) + leaf)
  const center = side.center + <usize>leaf * bytes
  for (let o: usize = 0; o < (bytes & ~15); o += 16) boxTwo(side, start, end, node, center, o)
  if (columns & 1) boxOne(side, start, end, node, center, bytes - 8)
  let furthest: f64 = 0
  for (let position = start; position < end; position++) {
    const square = squaredNorm(side.valuesAt(side.rowAt(position)), center)
    store<f64>(squareAt(position), square)
    furthest = max(furthest, square)
  }
  store<f64>(side.radius + ((<usize>leaf) << 3), Math.sqrt(furthest) * (1 + 1e-9))
  if (!withPanels) return
  const unit = unitFor(leaf, start, end, furthest)
  side.setUnit(leaf, unit)
  for (let position = start; position < end; position += 8) {
    if (unit > 0) packIntegers(start, position, end, center, unit)
    else packPanel(position, end, center)
  }
}

/** Two columns of a leaf: the least and the greatest value, and the mean, kept within them whatever its rounding. */
function boxTwo(side: Side, start: i32, end: i32, node: usize, center: usize, o: usize): void {
  const share = f64x2.splat(1 / <f64>(end - start))
  let low = f64x2.splat(Infinity)
  let high = f64x2.splat(-Infinity)
  let mean = f64x2.splat(0)
  for (let position = start; position < end; position++) {
    const values = v128.load(side.valuesAt(side.rowAt(position)) + o)
    low = f64x2.pmin(low, values)
    high = f64x2.pmax(high, values)
    mean = f64x2.add(mean, f64x2.mul(values, share))
  }
  const bytes = (<usize>columns) << 3
  v128.store(side.low + node * bytes + o, low)
  v128.store(side.high + node * bytes + o, high)
  v128.store(center + o, f64x2.pmax(low, f64x2.pmin(high, mean)))
}

function boxOne(side: Side, start: i32, end: i32, node: usize, center: usize, o: usize): void {
  let low: f64 = Infinity
  let high: f64 = -Infinity
  let mean: f64 = 0
  for (let position = start; position < end; position++) {
    const value = load<f64>(side.valuesAt(side.rowAt(position)) + o)
    low = min(low, value)
    high = max(high, value)
    mean += value / <f64>(end - start)
  }
  const bytes = (<usize>columns) << 3
  store<f64>(side.low + node * bytes + o, low)
  store<f64>(side.high + node * bytes + o, high)
  store<f64>(center + o, max(low, min(high, mean)))
}

/** Rows in their own order within a leaf, so that its first is its lowest. */
function sortRows(side: Side, start: i32, end: i32): void {
  for (let position = start + 1; position < end; position++) {
    const row = side.rowAt(position)
    let to = position
    for (; to > start && side.rowAt(to - 1) > row; to--) {
      store<i32>(side.order + ((<usize>to) << 2), side.rowAt(to - 1))
    }
    store<i32>(side.order + ((<usize>to) << 2), row)
  }
}

/** The boxes of inner nodes, from those of the leaves. */
export function joinBoxes(which: i32): void {
  const side = sideOf(which)
  for (let node = (1 << side.levels) - 1; node > 0; node--) joinBox(side, <usize>node)
}

function joinBox(side: Side, node: usize): void {
  const bytes = (<usize>columns) << 3
  const left = 2 * node * bytes
  const right = left + bytes
  for (let o: usize = 0; o < bytes; o += 8) {
    store<f64>(side.low + node * bytes + o, min(load<f64>(side.low + left + o), load<f64>(side.low + right + o)))
    store<f64>(side.high + node * bytes + o, max(load<f64>(side.high + left + o), load<f64>(side.high + right + o)))
  }
}

/** Eight points side by side, column after column. Seats without a point can never pass the filter. */
function packPanel(position: i32, end: i32, center: usize): void {
  const panel = job.panels + <usize>position * ((<usize>columns) << 2)
  const error = filterError()
  for (let seat = 0; seat < 8; seat++) {
    const half = job.halves + ((<usize>(position + seat)) << 2)
    if (position + seat >= end) {
      for (let j = 0; j < columns; j++) store<f32>(panel + ((<usize>(j * 8 + seat)) << 2), 0)
      store<f32>(half, -Infinity)
      continue
    }
    const row = points.valuesAt(points.rowAt(position + seat))
    for (let j = 0; j < columns; j++) {
      const o = (<usize>j) << 3
      store<f32>(panel + ((<usize>(j * 8 + seat)) << 2), <f32>((load<f64>(row + o) - load<f64>(center + o)) * scale))
    }
    store<f32>(half, <f32>(load<f64>(squareAt(position + seat)) * (error - 0.5)))
  }
}

/** In scaled units. */
function squaredNorm(row: usize, center: usize): f64 {
  const bytes = (<usize>columns) << 3
  const fours = bytes & ~31
  const factor = f64x2.splat(scale)
  let even = f64x2.splat(0)
  let odd = even
  for (let o: usize = 0; o < fours; o += 32) {
    const a = f64x2.mul(f64x2.sub(v128.load(row + o), v128.load(center + o)), factor)
    const b = f64x2.mul(f64x2.sub(v128.load(row + o, 16), v128.load(center + o, 16)), factor)
    even = f64x2.add(even, f64x2.mul(a, a))
    odd = f64x2.add(odd, f64x2.mul(b, b))
  }
  even = f64x2.add(even, odd)
  let sum = f64x2.extract_lane(even, 0) + f64x2.extract_lane(even, 1)
  for (let o = fours; o < bytes; o += 8) {
    const difference = (load<f64>(row + o) - load<f64>(center + o)) * scale
    sum += difference * difference
  }
  return sum
}
