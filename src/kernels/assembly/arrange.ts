// Prepares leaves for the search: boxes, middles and radii, and the points as f32 panels around their leaf's middle.
import { packIntegers, unitFor } from './integers'
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
  const low = side.low + node * bytes
  const high = side.high + node * bytes
  const center = side.center + <usize>leaf * bytes
  for (let o: usize = 0; o < bytes; o += 8) {
    store<f64>(low + o, Infinity)
    store<f64>(high + o, -Infinity)
    store<f64>(center + o, 0)
  }
  for (let position = start; position < end; position++) {
    const row = side.valuesAt(side.rowAt(position))
    for (let o: usize = 0; o < bytes; o += 8) {
      const value = load<f64>(row + o)
      store<f64>(low + o, min(load<f64>(low + o), value))
      store<f64>(high + o, max(load<f64>(high + o), value))
      store<f64>(center + o, load<f64>(center + o) + value / <f64>(end - start))
    }
  }
  // A mean may be rounded out of its box, far out where a column is nearly constant at a great offset.
  for (let o: usize = 0; o < bytes; o += 8) {
    store<f64>(center + o, max(load<f64>(low + o), min(load<f64>(high + o), load<f64>(center + o))))
  }
  let furthest: f64 = 0
  for (let position = start; position < end; position++) {
    furthest = max(furthest, squaredNorm(side.valuesAt(side.rowAt(position)), center))
  }
  store<f64>(side.radius + ((<usize>leaf) << 3), Math.sqrt(furthest) * (1 + 1e-9))
  if (!withPanels) return
  const unit = unitFor(leaf, start, end, center, furthest)
  side.setUnit(leaf, unit)
  for (let position = start; position < end; position += 8) {
    if (unit > 0) packIntegers(start, position, end, center, unit)
    else packPanel(position, end, center)
  }
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
    const square = squaredNorm(row, center)
    store<f32>(half, <f32>(square * (error - 0.5)))
  }
}

/** In scaled units. */
function squaredNorm(row: usize, center: usize): f64 {
  let sum: f64 = 0
  for (let j = 0; j < columns; j++) {
    const o = (<usize>j) << 3
    const difference = (load<f64>(row + o) - load<f64>(center + o)) * scale
    sum += difference * difference
  }
  return sum
}
