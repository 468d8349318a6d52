// Centers and rows as 16-bit whole numbers: `dot_i16x8_s` multiplies twice as many of them as f32 vectors do.
//
// The unit u brings the farthest center to 2^14. A center c is held as P = u·c rounded, a row x as Q = u·x/2^s rounded, s
// being so great that u·|x|/2^s is at most 32000. The score x·c − |c|²/2 is then (Q·P − |u·c|²/2^(s+1))·2^s/u², but for
// what the rounding of rows makes of centers, that of centers of rows, and two units for halves: see `integerError`.
import { columns, job } from './job'

const widest: f64 = 16384
const widestRow: f64 = 32000
/** Half a unit a column, with room for what f32 loses on the way. */
const rounding: f64 = 0.51
const seatWithoutCenter: i32 = -0x40000000

export function unitFor(farthest: f64): f64 {
  return farthest > 0 ? min(widest / farthest, 1.2676506002282294e30) : 1
}

/** The s for rows of which the longest has such a norm; −1 where none would do. */
export function shiftFor(norm: f64): i32 {
  const length = norm * job.unit
  let shift = 0
  for (let limit = widestRow; length > limit; limit *= 2) if (++shift > 24) return -1
  return shift
}

/** What the scores of a row of such a norm may be wrong by. */
export function integerError(norm: f64, shift: i32): f64 {
  const each = (rounding * Math.sqrt(<f64>columns)) / job.unit
  const power = <f64>(1 << shift)
  const ofHalves = (2 * power) / (job.unit * job.unit)
  return each * power * (job.farthest + each) + norm * each + ofHalves
}

/** One center into its seat of a panel: two columns at a time. */
export function packSeat(values: usize, square: f64, panel: usize, half: usize): void {
  for (let j = 0; j < columns; j += 2, panel += 32) {
    const low = <i32>nearest(load<f64>(values + ((<usize>j) << 3)) * job.unit)
    const high = j + 1 < columns ? <i32>nearest(load<f64>(values + ((<usize>j) << 3), 8) * job.unit) : 0
    store<i32>(panel, (low & 0xffff) | (high << 16))
  }
  store<i32>(half, -(<i32>nearest(0.5 * square * job.unit * job.unit)))
}

export function emptySeat(panel: usize, half: usize): void {
  for (let j = 0; j < columns; j += 2, panel += 32) store<i32>(panel, 0)
  store<i32>(half, seatWithoutCenter)
}

/** Four rows that stand as f32 side by side, as whole numbers side by side, two columns at a time. */
export function packIntegers(from: usize, to: usize, shift: i32): void {
  const factor = f32x4.splat(<f32>(job.unit / <f64>(1 << shift)))
  const low = i32x4.splat(0xffff)
  const end = from + ((<usize>(columns & ~1)) << 4)
  for (; from < end; from += 32, to += 16) {
    const a = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(v128.load(from), factor)))
    const b = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(v128.load(from, 16), factor)))
    v128.store(to, v128.or(v128.and(a, low), i32x4.shl(b, 16)))
  }
  if (!(columns & 1)) return
  const a = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(v128.load(from), factor)))
  v128.store(to, v128.and(a, low))
}

export function pairBytes(): usize {
  return (<usize>((columns + 1) >> 1)) << 4
}

/** The scores of four rows with all of so many panels, as f32 in the units of the bounds. */
export function scoreIntegers(
  packed: usize,
  panels: usize,
  halves: usize,
  count: i32,
  scores: usize,
  stride: usize,
  shift: i32,
): void {
  const factor = f32x4.splat(<f32>(<f64>(1 << shift) / (job.unit * job.unit)))
  const packedEnd = packed + pairBytes()
  let panel = panels
  const second = scores + stride
  const third = second + stride
  const fourth = third + stride
  for (let o: usize = 0, end = (<usize>count) << 5; o < end; o += 32) {
    let a0 = i32x4.shr_s(v128.load(halves + o), shift)
    let b0 = i32x4.shr_s(v128.load(halves + o, 16), shift)
    let a1 = a0
    let b1 = b0
    let a2 = a0
    let b2 = b0
    let a3 = a0
    let b3 = b0
    for (let q = packed; q < packedEnd; q += 16, panel += 32) {
      const x = v128.load(panel)
      const y = v128.load(panel, 16)
      const q0 = v128.load32_splat(q)
      a0 = i32x4.add(a0, i32x4.dot_i16x8_s(q0, x))
      b0 = i32x4.add(b0, i32x4.dot_i16x8_s(q0, y))
      const q1 = v128.load32_splat(q, 4)
      a1 = i32x4.add(a1, i32x4.dot_i16x8_s(q1, x))
      b1 = i32x4.add(b1, i32x4.dot_i16x8_s(q1, y))
      const q2 = v128.load32_splat(q, 8)
      a2 = i32x4.add(a2, i32x4.dot_i16x8_s(q2, x))
      b2 = i32x4.add(b2, i32x4.dot_i16x8_s(q2, y))
      const q3 = v128.load32_splat(q, 12)
      a3 = i32x4.add(a3, i32x4.dot_i16x8_s(q3, x))
      b3 = i32x4.add(b3, i32x4.dot_i16x8_s(q3, y))
    }
    v128.store(scores + o, f32x4.mul(f32x4.convert_i32x4_s(a0), factor))
    v128.store(scores + o, f32x4.mul(f32x4.convert_i32x4_s(b0), factor), 16)
    v128.store(second + o, f32x4.mul(f32x4.convert_i32x4_s(a1), factor))
    v128.store(second + o, f32x4.mul(f32x4.convert_i32x4_s(b1), factor), 16)
    v128.store(third + o, f32x4.mul(f32x4.convert_i32x4_s(a2), factor))
    v128.store(third + o, f32x4.mul(f32x4.convert_i32x4_s(b2), factor), 16)
    v128.store(fourth + o, f32x4.mul(f32x4.convert_i32x4_s(a3), factor))
    v128.store(fourth + o, f32x4.mul(f32x4.convert_i32x4_s(b3), factor), 16)
  }
}

/**
 * Notes which scores, as whole numbers, are greater than the limit of their row: pairs of i32, the seat of the row and the
 * place of the center, from `found` on, where there is room for all; gives how many.
 */
export function findIntegers(
  packed: usize,
  panels: usize,
  halves: usize,
  count: i32,
  limits: usize,
  shift: i32,
  found: usize,
): i32 {
  const t0 = v128.load32_splat(limits)
  const t1 = v128.load32_splat(limits, 4)
  const t2 = v128.load32_splat(limits, 8)
  const t3 = v128.load32_splat(limits, 12)
  const packedEnd = packed + pairBytes()
  let panel = panels
  let at = found
  for (let o: usize = 0, end = (<usize>count) << 5; o < end; o += 32) {
    let a0 = i32x4.shr_s(v128.load(halves + o), shift)
    let b0 = i32x4.shr_s(v128.load(halves + o, 16), shift)
    let a1 = a0
    let b1 = b0
    let a2 = a0
    let b2 = b0
    let a3 = a0
    let b3 = b0
    for (let q = packed; q < packedEnd; q += 16, panel += 32) {
      const x = v128.load(panel)
      const y = v128.load(panel, 16)
      const q0 = v128.load32_splat(q)
      a0 = i32x4.add(a0, i32x4.dot_i16x8_s(q0, x))
      b0 = i32x4.add(b0, i32x4.dot_i16x8_s(q0, y))
      const q1 = v128.load32_splat(q, 4)
      a1 = i32x4.add(a1, i32x4.dot_i16x8_s(q1, x))
      b1 = i32x4.add(b1, i32x4.dot_i16x8_s(q1, y))
      const q2 = v128.load32_splat(q, 8)
      a2 = i32x4.add(a2, i32x4.dot_i16x8_s(q2, x))
      b2 = i32x4.add(b2, i32x4.dot_i16x8_s(q2, y))
      const q3 = v128.load32_splat(q, 12)
      a3 = i32x4.add(a3, i32x4.dot_i16x8_s(q3, x))
      b3 = i32x4.add(b3, i32x4.dot_i16x8_s(q3, y))
    }
    const c0 = i32x4.gt_s(a0, t0)
    const d0 = i32x4.gt_s(b0, t0)
    const c1 = i32x4.gt_s(a1, t1)
    const d1 = i32x4.gt_s(b1, t1)
    const c2 = i32x4.gt_s(a2, t2)
    const d2 = i32x4.gt_s(b2, t2)
    const c3 = i32x4.gt_s(a3, t3)
    const d3 = i32x4.gt_s(b3, t3)
    const any = v128.or(v128.or(v128.or(c0, d0), v128.or(c1, d1)), v128.or(v128.or(c2, d2), v128.or(c3, d3)))
    if (!v128.any_true(any)) continue
    const place = <i32>(o >> 2)
    at = note(at, 0, place, i32x4.bitmask(c0) | (i32x4.bitmask(d0) << 4))
    at = note(at, 1, place, i32x4.bitmask(c1) | (i32x4.bitmask(d1) << 4))
    at = note(at, 2, place, i32x4.bitmask(c2) | (i32x4.bitmask(d2) << 4))
    at = note(at, 3, place, i32x4.bitmask(c3) | (i32x4.bitmask(d3) << 4))
  }
  return <i32>((at - found) >> 3)
}

function note(at: usize, seat: i32, place: i32, bits: i32): usize {
  for (; bits; bits &= bits - 1, at += 8) {
    store<i32>(at, seat)
    store<i32>(at, place + ctz(bits), 4)
  }
  return at
}
