// Four queries against panels of eight points. f32 products find who may be near enough; float64 decides.
//
// For a query q and a point p, both relative to the middle of the point's leaf, |q − p|² ≤ w exactly when
// q·p − |p|²/2 ≥ (|q|² − w)/2. In f32 the left side errs by at most e·(|q||p| + |p|²/2), e being `filterError`, and
// |q||p| ≤ (|q|² + |p|²)/2. The point's share of that margin is in its half (see packPanel), the query's in its
// threshold: a point that belongs on the list always passes, whatever the order, fusing or number of threads.
import { worstOf } from './candidates'
import { columns, job, scale } from './job'
import { refinePassed } from './refine'

/** Four slots of 16 bytes: the query's row (i32), whether it is active (i32), half its squared norm less margin (f64). */
export function setSlot(slot: usize, row: i32, active: i32, half: f64): void {
  store<i32>(slot, row)
  store<i32>(slot, active, 4)
  store<f64>(slot, half, 8)
}

// What one column can lose where a number is too small for f32: 2 · 2^-150, times at most 2^50.
const lostToUnderflow: f64 = 4e-30

function threshold(slot: usize): v128 {
  if (!load<i32>(slot, 4)) return f32x4.splat(Infinity)
  const limit = worstOf(load<i32>(slot))
  if (limit < 0) return f32x4.splat(Infinity)
  const worst = limit * scale * scale
  const exact = load<f64>(slot, 8) - worst * (0.5 + 1e-11)
  return f32x4.splat(<f32>(exact - Math.abs(exact) * 2.4e-7 - <f64>(columns + 12) * lostToUnderflow))
}

function multiplyAdd(a: v128, b: v128, sum: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, sum)
  return f32x4.add(sum, f32x4.mul(a, b))
}

/** `packed` holds the four queries column after column. */
export function tile(packed: usize, slots: usize, start: i32, end: i32): void {
  let t0 = threshold(slots)
  let t1 = threshold(slots + 16)
  let t2 = threshold(slots + 32)
  let t3 = threshold(slots + 48)
  let panel = job.panels + <usize>start * ((<usize>columns) << 2)
  const packedEnd = packed + ((<usize>columns) << 4)
  for (let position = start; position < end; position += 8) {
    const halves = job.halves + ((<usize>position) << 2)
    let a0 = v128.load(halves)
    let b0 = v128.load(halves, 16)
    let a1 = a0
    let b1 = b0
    let a2 = a0
    let b2 = b0
    let a3 = a0
    let b3 = b0
    for (let q = packed; q < packedEnd; q += 16, panel += 32) {
      const x = v128.load(panel)
      const y = v128.load(panel, 16)
      const q0 = v128.load_splat<f32>(q)
      a0 = multiplyAdd(q0, x, a0)
      b0 = multiplyAdd(q0, y, b0)
      const q1 = v128.load_splat<f32>(q, 4)
      a1 = multiplyAdd(q1, x, a1)
      b1 = multiplyAdd(q1, y, b1)
      const q2 = v128.load_splat<f32>(q, 8)
      a2 = multiplyAdd(q2, x, a2)
      b2 = multiplyAdd(q2, y, b2)
      const q3 = v128.load_splat<f32>(q, 12)
      a3 = multiplyAdd(q3, x, a3)
      b3 = multiplyAdd(q3, y, b3)
    }
    const near0 = v128.or(f32x4.ge(a0, t0), f32x4.ge(b0, t0))
    const near1 = v128.or(f32x4.ge(a1, t1), f32x4.ge(b1, t1))
    const near2 = v128.or(f32x4.ge(a2, t2), f32x4.ge(b2, t2))
    const near3 = v128.or(f32x4.ge(a3, t3), f32x4.ge(b3, t3))
    if (!v128.any_true(v128.or(v128.or(near0, near1), v128.or(near2, near3)))) continue
    const changed0 = refine(slots, position, a0, b0, t0)
    const changed1 = refine(slots + 16, position, a1, b1, t1)
    const changed2 = refine(slots + 32, position, a2, b2, t2)
    const changed3 = refine(slots + 48, position, a3, b3, t3)
    if (!(changed0 | changed1 | changed2 | changed3)) continue
    t0 = threshold(slots)
    t1 = threshold(slots + 16)
    t2 = threshold(slots + 32)
    t3 = threshold(slots + 48)
  }
}

/** Hands on the points that passed the filter; true where thresholds may have changed. */
function refine(slot: usize, position: i32, a: v128, b: v128, limit: v128): bool {
  const passed = i32x4.bitmask(f32x4.ge(a, limit)) | (i32x4.bitmask(f32x4.ge(b, limit)) << 4)
  // A slot without a query may hold anything.
  if (!passed || !load<i32>(slot, 4)) return false
  return refinePassed(load<i32>(slot), position, passed)
}
