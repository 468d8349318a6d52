// The twin of tile.ts for leaves in whole numbers: four queries against panels of eight points. See integers.ts.

import { worstOf } from './candidates'
import { columns, job, scale } from './job'
import { refinePassed } from './refine'

/** In scaled units times this, halves and bounds become what the sums are compared with. */
let factor: f64 = 0

function threshold(slot: usize): v128 {
  if (!load<i32>(slot, 4)) return i32x4.splat(0x7fffffff)
  const limit = worstOf(load<i32>(slot))
  if (limit < 0) return i32x4.splat(0x7fffffff)
  const worst = limit * scale * scale * (0.5 + 1e-9) + <f64>(columns + 12) * 4e-30
  // One for the shift of the point's half, one for rounding down, one since only greater sums pass.
  const least = Math.floor((load<f64>(slot, 8) - worst) * factor) - 3
  return i32x4.splat(<i32>max(-2147483648.0, min(2147483647.0, least)))
}

/** `packed` holds the four queries one after another; the slots are as those of tile.ts, halves less their error. */
export function integerTile(
  packed: usize,
  queryBytes: usize,
  slots: usize,
  start: i32,
  end: i32,
  unit: f64,
  shift: i32,
): void {
  // All sums are 0 where the queries could not be written: every point is looked at.
  factor = shift < 0 ? Infinity : (unit * unit) / <f64>(1 << shift)
  let t0 = threshold(slots)
  let t1 = threshold(slots + 16)
  let t2 = threshold(slots + 32)
  let t3 = threshold(slots + 48)
  const s = max(0, shift)
  const second = packed + queryBytes
  const third = second + queryBytes
  const fourth = third + queryBytes
  const pairBytes = (<usize>((columns + 1) >> 1)) << 2
  let panel = job.panels + <usize>start * ((<usize>columns) << 2)
  for (let position = start; position < end; position += 8) {
    const halves = job.halves + ((<usize>position) << 2)
    let a0 = i32x4.shr_s(v128.load(halves), s)
    let b0 = i32x4.shr_s(v128.load(halves, 16), s)
    let a1 = a0
    let b1 = b0
    let a2 = a0
    let b2 = b0
    let a3 = a0
    let b3 = b0
    for (let o: usize = 0; o < pairBytes; o += 4, panel += 32) {
      const x = v128.load(panel)
      const y = v128.load(panel, 16)
      const q0 = v128.load32_splat(packed + o)
      a0 = i32x4.add(a0, i32x4.dot_i16x8_s(q0, x))
      b0 = i32x4.add(b0, i32x4.dot_i16x8_s(q0, y))
      const q1 = v128.load32_splat(second + o)
      a1 = i32x4.add(a1, i32x4.dot_i16x8_s(q1, x))
      b1 = i32x4.add(b1, i32x4.dot_i16x8_s(q1, y))
      const q2 = v128.load32_splat(third + o)
      a2 = i32x4.add(a2, i32x4.dot_i16x8_s(q2, x))
      b2 = i32x4.add(b2, i32x4.dot_i16x8_s(q2, y))
      const q3 = v128.load32_splat(fourth + o)
      a3 = i32x4.add(a3, i32x4.dot_i16x8_s(q3, x))
      b3 = i32x4.add(b3, i32x4.dot_i16x8_s(q3, y))
    }
    const near0 = v128.or(i32x4.gt_s(a0, t0), i32x4.gt_s(b0, t0))
    const near1 = v128.or(i32x4.gt_s(a1, t1), i32x4.gt_s(b1, t1))
    const near2 = v128.or(i32x4.gt_s(a2, t2), i32x4.gt_s(b2, t2))
    const near3 = v128.or(i32x4.gt_s(a3, t3), i32x4.gt_s(b3, t3))
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
  const passed = i32x4.bitmask(i32x4.gt_s(a, limit)) | (i32x4.bitmask(i32x4.gt_s(b, limit)) << 4)
  // A slot without a query may hold anything.
  if (!passed || !load<i32>(slot, 4)) return false
  return refinePassed(load<i32>(slot), position, passed)
}
