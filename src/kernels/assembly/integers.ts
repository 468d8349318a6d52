// Points and queries as 16-bit whole numbers, for leaves of many columns: `dot_i16x8_s` multiplies twice as many of them
// as f32 vectors do, in every build.
//
// A leaf has a unit u, so that u times its radius is at most 2^14. A point p, relative to the middle of the leaf, is
// held as P = u·p rounded, a query q as Q = u·q/2^s rounded, s being so great that |u·q|/2^s is at most 32000. Then
// |q·p − 2^s Q·P/u²| is at most E = (|2^s Q/u − q|·|P/u| + |q|·|P/u − p|), and a point within the bound w has
//   Q·P − |u·p|²/2^(s+1) ≥ ((|q|² − w)/2 − E)·u²/2^s.
// The sums stay below 2^30, and whole numbers are added without any rounding: see integer-tile.ts.
import { columns, job, points } from './job'

const widest: f64 = 16384
const widestQuery: f64 = 32000
const greatestUnit: f64 = 1.2676506002282294e30
const fewestColumns: i32 = 6
const seatWithoutPoint: i32 = -0x40000000

/** Half a unit a column, with room for what f32 loses on the way. */
const rounding: f64 = 0.51

/** Where the squared distance of a row from the middle of its leaf stands while the leaf is arranged, in scaled units. */
export function squareAt(position: i32): usize {
  return job.keys + ((<usize>position) << 3)
}

/** The unit of a leaf whose rows lie so far from its middle; 0 where f32 serves better. */
export function unitFor(leaf: i32, start: i32, end: i32, furthest: f64): f64 {
  if (columns < fewestColumns) return 0
  if (!(furthest > 0)) return 1
  // One far row would leave the others without digits.
  const typical = furthest * (1.0 / 4096)
  let wide = 0
  for (let position = start; position < end; position++) if (load<f64>(squareAt(position)) >= typical) wide++
  if (2 * wide < end - start) return 0
  return min(widest / load<f64>(points.radius + ((<usize>leaf) << 3)), greatestUnit)
}

/** Eight points side by side, two columns at a time. */
export function packIntegers(leafStart: i32, position: i32, end: i32, center: usize, unit: f64): void {
  const pairs = (columns + 1) >> 1
  const panel = job.panels + <usize>leafStart * ((<usize>columns) << 2) + ((<usize>(position - leafStart) * pairs) << 2)
  const factor = job.scale * unit
  const factors = f64x2.splat(factor)
  const twos = (<usize>(columns >> 1)) << 4
  for (let seat = 0; seat < 8; seat++) {
    const half = job.halves + ((<usize>(position + seat)) << 2)
    let to = panel + ((<usize>seat) << 2)
    if (position + seat >= end) {
      for (let pair = 0; pair < pairs; pair++, to += 32) store<i32>(to, 0)
      store<i32>(half, seatWithoutPoint)
      continue
    }
    const row = points.valuesAt(points.rowAt(position + seat))
    for (let o: usize = 0; o < twos; o += 16, to += 32) {
      const relative = f64x2.mul(f64x2.sub(v128.load(row + o), v128.load(center + o)), factors)
      const whole = i32x4.trunc_sat_f64x2_s_zero(f64x2.nearest(relative))
      v128.store32_lane(to, i16x8.narrow_i32x4_s(whole, whole), 0)
    }
    if (columns & 1) store<i32>(to, 0xffff & <i32>nearest((load<f64>(row + twos) - load<f64>(center + twos)) * factor))
    store<i32>(half, <i32>Math.ceil(-0.5 * unit * unit * load<f64>(squareAt(position + seat)) * (1 - 1e-9)))
  }
}

/** 2^s for queries of which the furthest lies so far, in scaled units, from the middle of the leaf; 0 where none would do. */
export function shiftFor(furthest: f64, unit: f64): i32 {
  const length = furthest * unit
  let shift = 0
  for (let limit = widestQuery; length > limit; limit *= 2) if (++shift > 30) return -1
  return shift
}

/** What a query's half may be too great by, in scaled units. */
export function errorOf(length: f64, radius: f64, unit: f64, shift: i32): f64 {
  const each = rounding * Math.sqrt(<f64>columns)
  if (radius === 0) return 0
  const ofPoint = each / unit
  return (ofPoint * <f64>(1 << shift) * (radius + ofPoint) + length * ofPoint) * (1 + 1e-9)
}

/** Four queries, relative to the leaf, as whole numbers one after another. */
export function packQueries(relative: usize, relativeBytes: usize, to: usize, unit: f64, shift: i32): void {
  const factor = f32x4.splat(shift < 0 ? 0 : <f32>(unit / <f64>(1 << shift)))
  for (let query = 0; query < 4; query++) {
    for (let o: usize = 0; o < relativeBytes; o += 16, relative += 16, to += 8) {
      const whole = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(v128.load(relative), factor)))
      v128.store64_lane(to, i16x8.narrow_i32x4_s(whole, whole), 0)
    }
  }
}
