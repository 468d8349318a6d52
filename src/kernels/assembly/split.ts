// Orders rows so that near ones stand together: every node of the tree is cut in half across its widest direction.
// biome-ignore lint/style/useImportType: AssemblyScript knows no type imports.
import { columns, job, Side, scale, scratch, sideOf } from './job'

/** Of large nodes so many rows are looked at, of small ones an eighth, or all where they are few. */
const mostSampled: i32 = 128
const fewestSampled: i32 = 48
const powerIterations: i32 = 4

/** Cuts one node; its parent must have been cut before it. */
export function splitNode(which: i32, level: i32, index: i32): void {
  const side = sideOf(which)
  const start = side.start(level, index)
  const end = side.start(level, index + 1)
  const middle = side.start(level + 1, 2 * index + 1)
  if (middle <= start || middle >= end) return
  const mean = scratch
  const direction = scratch + ((<usize>columns) << 3)
  if (!findDirection(side, start, end, mean, direction)) return
  for (let position = start; position < end; position++) {
    store<f64>(job.keys + ((<usize>position) << 3), project(side.valuesAt(side.rowAt(position)), mean, direction))
  }
  select(side.order, job.keys, start, end - 1, middle)
}

/** The direction of greatest spread, by a few power iterations on a sample; false where the sample has no spread. */
function findDirection(side: Side, start: i32, end: i32, mean: usize, direction: usize): bool {
  const bytes = (<usize>columns) << 3
  const next = direction + bytes
  const sampled = min(mostSampled, max(fewestSampled, (end - start) >> 3))
  const step = max(1, (end - start) / sampled)
  const count = (end - start + step - 1) / step
  memory.fill(mean, 0, bytes)
  memory.fill(direction, 0, bytes)
  for (let position = start; position < end; position += step) {
    addScaled(mean, side.valuesAt(side.rowAt(position)), 1 / <f64>count)
  }
  for (let position = start; position < end; position += step) {
    addSquares(direction, side.valuesAt(side.rowAt(position)), mean)
  }
  keepGreatest(direction)
  for (let iteration = 0; iteration < powerIterations; iteration++) {
    memory.fill(next, 0, bytes)
    for (let position = start; position < end; position += step) {
      const row = side.valuesAt(side.rowAt(position))
      addDifference(next, row, mean, project(row, mean, direction) * scale)
    }
    let square: f64 = 0
    for (let o: usize = 0; o < bytes; o += 8) square += load<f64>(next + o) * load<f64>(next + o)
    if (square === 0) return false
    const length = Math.sqrt(square)
    for (let o: usize = 0; o < bytes; o += 8) store<f64>(direction + o, load<f64>(next + o) / length)
  }
  return true
}

/** Adds a row times a factor. */
function addScaled(sums: usize, row: usize, factor: f64): void {
  const bytes = (<usize>columns) << 3
  const pairs = bytes & ~15
  const factors = f64x2.splat(factor)
  for (let o: usize = 0; o < pairs; o += 16) {
    v128.store(sums + o, f64x2.add(v128.load(sums + o), f64x2.mul(v128.load(row + o), factors)))
  }
  if (pairs < bytes) store<f64>(sums + pairs, load<f64>(sums + pairs) + load<f64>(row + pairs) * factor)
}

/** Adds the squares of a row's scaled differences from the mean. */
function addSquares(sums: usize, row: usize, mean: usize): void {
  const bytes = (<usize>columns) << 3
  const pairs = bytes & ~15
  const factors = f64x2.splat(scale)
  for (let o: usize = 0; o < pairs; o += 16) {
    const difference = f64x2.mul(f64x2.sub(v128.load(row + o), v128.load(mean + o)), factors)
    v128.store(sums + o, f64x2.add(v128.load(sums + o), f64x2.mul(difference, difference)))
  }
  if (pairs === bytes) return
  const difference = (load<f64>(row + pairs) - load<f64>(mean + pairs)) * scale
  store<f64>(sums + pairs, load<f64>(sums + pairs) + difference * difference)
}

/** Adds a row's difference from the mean times a factor. */
function addDifference(sums: usize, row: usize, mean: usize, factor: f64): void {
  const bytes = (<usize>columns) << 3
  const pairs = bytes & ~15
  const factors = f64x2.splat(factor)
  for (let o: usize = 0; o < pairs; o += 16) {
    const difference = f64x2.sub(v128.load(row + o), v128.load(mean + o))
    v128.store(sums + o, f64x2.add(v128.load(sums + o), f64x2.mul(difference, factors)))
  }
  if (pairs === bytes) return
  const difference = load<f64>(row + pairs) - load<f64>(mean + pairs)
  store<f64>(sums + pairs, load<f64>(sums + pairs) + difference * factor)
}

/** Turns variances into the unit vector of the greatest one. */
function keepGreatest(direction: usize): void {
  const bytes = (<usize>columns) << 3
  let best: usize = 0
  for (let o: usize = 8; o < bytes; o += 8) if (load<f64>(direction + o) > load<f64>(direction + best)) best = o
  memory.fill(direction, 0, bytes)
  store<f64>(direction + best, 1)
}

function project(row: usize, mean: usize, direction: usize): f64 {
  const bytes = (<usize>columns) << 3
  const fours = bytes & ~31
  let even = f64x2.splat(0)
  let odd = even
  for (let o: usize = 0; o < fours; o += 32) {
    even = f64x2.add(even, f64x2.mul(f64x2.sub(v128.load(row + o), v128.load(mean + o)), v128.load(direction + o)))
    const next = f64x2.sub(v128.load(row + o, 16), v128.load(mean + o, 16))
    odd = f64x2.add(odd, f64x2.mul(next, v128.load(direction + o, 16)))
  }
  even = f64x2.add(even, odd)
  let sum = f64x2.extract_lane(even, 0) + f64x2.extract_lane(even, 1)
  for (let o = fours; o < bytes; o += 8) sum += (load<f64>(row + o) - load<f64>(mean + o)) * load<f64>(direction + o)
  return sum * scale
}

/** Hoare's selection: afterwards no key before `middle` is greater than any from there on. */
function select(order: usize, keys: usize, first: i32, last: i32, middle: i32): void {
  let low = first
  let high = last
  let state: u32 = 1
  while (low < high) {
    state = state * 1664525 + 1013904223
    const pivot = load<f64>(keys + ((<usize>(low + <i32>((state >> 8) % <u32>(high - low + 1)))) << 3))
    let i = low
    let j = high
    while (i <= j) {
      while (load<f64>(keys + ((<usize>i) << 3)) < pivot) i++
      while (load<f64>(keys + ((<usize>j) << 3)) > pivot) j--
      if (i > j) break
      const key = load<f64>(keys + ((<usize>i) << 3))
      store<f64>(keys + ((<usize>i) << 3), load<f64>(keys + ((<usize>j) << 3)))
      store<f64>(keys + ((<usize>j) << 3), key)
      const row = load<i32>(order + ((<usize>i) << 2))
      store<i32>(order + ((<usize>i) << 2), load<i32>(order + ((<usize>j) << 2)))
      store<i32>(order + ((<usize>j) << 2), row)
      i++
      j--
    }
    if (middle <= j) high = j
    else if (middle >= i) low = i
    else return
  }
}
