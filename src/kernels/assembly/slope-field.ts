// What the slopes of a machine are computed from: rows in panels, and vectors that are multiplied with them.
import { fewDots, gaussians, pairDots, panelDots, powers } from './kernel-row'

@unmanaged
export class Field {
  gamma: f64
  coef0: f64
  /** What the last choice found: the steepest rise, the steepest fall, and the likeness of the pair. */
  highest: f64
  lowest: f64
  likeness: f64
  /** 0 linear, 1 Gaussian, 2 polynomial. */
  kind: i32
  degree: i32
  columns: i32
  tables: usize
  /** f64: rows in panels, and by position their squared lengths and what stands in KernelSlopes. */
  panels: usize
  squares: usize
  slopes: usize
  fromBounds: usize
  rise: usize
  fall: usize
  diagonal: usize
  /** u8, one a panel: how many of its rows may fall; and whether the row asked for last is known there. */
  falling: usize
  marks: usize
  /** f64, as many as there are rows in a stretch, three times. */
  scratch: usize
}

/** A vector that rows are multiplied with: its cells, then those that are not 0, then their places (see fewDots). */
@unmanaged
export class Query {
  square: f64
  /** How many cells are not 0. */
  few: i32
  unused: i32

  cells(): usize {
    return changetype<usize>(this) + 16
  }
  values(columns: i32): usize {
    return this.cells() + ((<usize>columns) << 3)
  }
  places(columns: i32): usize {
    return this.cells() + ((<usize>columns) << 4)
  }
  isDense(columns: i32): bool {
    return this.few * 2 > columns
  }
}

/** Panels in a stretch. */
export const stretch: i32 = 32

export let field: Field = changetype<Field>(0)

export function queryAt(address: usize): Query {
  return changetype<Query>(address)
}

export function openSlopes(address: usize): void {
  field = changetype<Field>(address)
}

/** Makes the row at a position a query. */
export function readQuery(position: i32, at: usize): void {
  const query = changetype<Query>(at)
  const columns = field.columns
  let from = field.panels + ((<usize>(position >> 3) * <usize>columns) << 6) + ((<usize>(position & 7)) << 3)
  let cell = query.cells()
  let value = query.values(columns)
  let place = query.places(columns)
  let few = 0
  for (let j = 0; j < columns; j++, from += 64, cell += 8) {
    const x = load<f64>(from)
    store<f64>(cell, x)
    if (x === 0) continue
    few++
    store<f64>(value, x)
    store<u32>(place, j << 6)
    value += 8
    place += 4
  }
  query.few = few
  query.square = load<f64>(field.squares + ((<usize>position) << 3))
}

export function computeTile(query: Query, p: i32, q: i32, row: usize): void {
  for (let s = p; s < q; s += stretch) compute(query, s, min(s + stretch, q), row)
}

/** row[k] ← k(query, row k), for the panels from p to q, at most a stretch of them. */
export function compute(query: Query, p: i32, q: i32, row: usize): void {
  const columns = field.columns
  const panels = field.panels + ((<usize>p * <usize>columns) << 6)
  const out = field.scratch
  if (query.isDense(columns)) panelDots(panels, q - p, columns, query.cells(), out)
  else fewDots(panels, q - p, columns, query.values(columns), query.places(columns), query.few, out)
  finish(query, p, q, out, row)
}

/** The same for two queries. */
export function computePair(queryA: Query, queryB: Query, p: i32, q: i32, rowA: usize, rowB: usize): void {
  const columns = field.columns
  const panels = field.panels + ((<usize>p * <usize>columns) << 6)
  const outA = field.scratch
  const outB = outA + ((<usize>stretch) << 6)
  pairDots(panels, q - p, columns, queryA.cells(), queryB.cells(), outA, outB)
  finish(queryA, p, q, outA, rowA)
  finish(queryB, p, q, outB, rowB)
}

/** Turns inner products into values of the kernel, in f32. */
function finish(query: Query, p: i32, q: i32, values: usize, row: usize): void {
  const count = q - p
  if (field.kind === 1) {
    gaussians(field.gamma, query.square, field.squares + ((<usize>p) << 6), field.tables, count, values)
  } else if (field.kind === 2) powers(field.gamma, field.coef0, field.degree, count, values)
  let to = row + ((<usize>p) << 5)
  const end = values + ((<usize>count) << 6)
  for (let v = values; v < end; v += 32, to += 16) {
    const low = f32x4.demote_f64x2_zero(v128.load(v))
    const high = f32x4.demote_f64x2_zero(v128.load(v, 16))
    v128.store(to, v128.shuffle<i64>(low, high, 0, 2))
  }
}

/** Lets pairs of positions change places in all but the rows of the kernel. */
export function swapPlaces(pairs: usize, count: i32): void {
  const columns = field.columns
  for (let n = 0, at = pairs; n < count; n++, at += 8) {
    const a = load<i32>(at)
    const b = load<i32>(at, 4)
    const fallA = field.falling + <usize>(a >> 3)
    const fallB = field.falling + <usize>(b >> 3)
    const difference =
      i32(load<f64>(field.fall + ((<usize>b) << 3)) === 0) - i32(load<f64>(field.fall + ((<usize>a) << 3)) === 0)
    store<u8>(fallA, load<u8>(fallA) + <u8>difference)
    store<u8>(fallB, load<u8>(fallB) - <u8>difference)
    swapNumbers(field.squares, a, b)
    swapNumbers(field.slopes, a, b)
    swapNumbers(field.fromBounds, a, b)
    swapNumbers(field.rise, a, b)
    swapNumbers(field.fall, a, b)
    swapNumbers(field.diagonal, a, b)
    let cellA = field.panels + ((<usize>(a >> 3) * <usize>columns) << 6) + ((<usize>(a & 7)) << 3)
    let cellB = field.panels + ((<usize>(b >> 3) * <usize>columns) << 6) + ((<usize>(b & 7)) << 3)
    for (let j = 0; j < columns; j++, cellA += 64, cellB += 64) {
      const held = load<f64>(cellA)
      store<f64>(cellA, load<f64>(cellB))
      store<f64>(cellB, held)
    }
  }
}

function swapNumbers(values: usize, a: i32, b: i32): void {
  const x = values + ((<usize>a) << 3)
  const y = values + ((<usize>b) << 3)
  const held = load<f64>(x)
  store<f64>(x, load<f64>(y))
  store<f64>(y, held)
}

/** The same in a row of the kernel that is known up to a length; gives the length that is known afterwards. */
export function swapInRow(row: usize, length: i32, pairs: usize, count: i32): i32 {
  let left = length
  for (let n = 0, at = pairs; n < count; n++, at += 8) {
    const a = load<i32>(at)
    if (left <= a) continue
    const b = load<i32>(at, 4)
    if (left > b) {
      const x = row + ((<usize>a) << 2)
      const y = row + ((<usize>b) << 2)
      const held = load<f32>(x)
      store<f32>(x, load<f32>(y))
      store<f32>(y, held)
    } else left = a
  }
  return left
}
