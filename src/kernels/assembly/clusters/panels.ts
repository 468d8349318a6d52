// Centers as f32 panels, and what products with them can be wrong by.
//
// A row x and a center c, both relative to the middle and scaled, have |x − c|² = |x|² − 2s with the score s = x·c − |c|²/2.
// In f32 a score errs by at most e·(|x||c| + |c|²/2), e being `filterError`, whatever the order and the fusing.
import { emptySeat, integerError, packSeat } from './integer-panels'
import { columns, job, scale, scratch } from './job'

/** What one column can lose where a number is too small for f32. */
const lostToUnderflow: f64 = 4e-30

function filterError(): f64 {
  return <f64>(columns + 12) * 5.97e-8
}

/** What the scores of a row of such a squared norm may be wrong by; with what float64 loses of that. */
export function scoreError(square: f64, shift: i32): f64 {
  const far = job.farthest
  const norm = Math.sqrt(square)
  let ofSums = filterError() * (norm * far + 0.5 * far * far)
  // What is whole becomes f32 at the end.
  if (job.unit > 0) ofSums += integerError(norm, shift)
  return (ofSums + square * <f64>(columns + 16) * 4.5e-16 + <f64>(columns + 12) * lostToUnderflow) * (1 + 1e-6)
}

/** A bound below the distance of every center whose score is at most this; scaled. */
export function distanceAbove(square: f64, score: f64, error: f64): f64 {
  return Math.sqrt(max(0, square - 2 * (score + error))) * (1 - 1e-12)
}

/** The greatest norm of a center; the mean of their squares is left in the scratch memory, at 48. */
export function measureCenters(): f64 {
  let farthest: f64 = 0
  let sum: f64 = 0
  for (let center = 0; center < job.centerCount; center++) {
    const square = relate(center)
    farthest = max(farthest, square)
    sum += square
  }
  store<f64>(scratch, sum / <f64>job.centerCount, 48)
  return Math.sqrt(farthest) * (1 + 1e-9)
}

/** Leaves a center, relative to the middle and scaled, where its score panels begin; gives its squared norm. */
function relate(center: i32): f64 {
  const from = job.centers + <usize>center * ((<usize>columns) << 3)
  const to = scratch + 64
  let square: f64 = 0
  for (let o: usize = 0, end = (<usize>columns) << 3; o < end; o += 8) {
    const value = (load<f64>(from + o) - load<f64>(job.middle + o)) * scale
    square += value * value
    store<f64>(to + o, value)
  }
  return square
}

/** Writes centers, all or those of a list, into panels of eight. */
export function packCenters(list: usize, count: i32, panels: usize, halves: usize): void {
  const whole = job.unit > 0
  const panelBytes = (<usize>(whole ? (columns + 1) >> 1 : columns)) << 5
  const values = scratch + 64
  for (let position = 0; position < ((count + 7) & ~7); position++) {
    const panel = panels + <usize>(position >> 3) * panelBytes + ((<usize>(position & 7)) << 2)
    const half = halves + ((<usize>position) << 2)
    // Seats without a center can never pass.
    if (position >= count) {
      if (whole) {
        emptySeat(panel, half)
        continue
      }
      for (let j = 0; j < columns; j++) store<f32>(panel + ((<usize>j) << 5), 0)
      store<f32>(half, -Infinity)
      continue
    }
    const square = relate(list === 0 ? position : load<i32>(list + ((<usize>position) << 2)))
    if (whole) {
      packSeat(values, square, panel, half)
      continue
    }
    for (let j = 0; j < columns; j++) {
      store<f32>(panel + ((<usize>j) << 5), <f32>load<f64>(values + ((<usize>j) << 3)))
    }
    store<f32>(half, <f32>(-0.5 * square))
  }
}

function multiplyAdd(a: v128, b: v128, sum: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, sum)
  return f32x4.add(sum, f32x4.mul(a, b))
}

/** Writes a row, relative to the middle, as every fourth f32 from `to` on; gives its squared norm. */
export function packRow(row: usize, to: usize): f64 {
  let square: f64 = 0
  let middle = job.middle
  for (const end = row + ((<usize>columns) << 3); row < end; row += 8, middle += 8, to += 16) {
    const value = (load<f64>(row) - load<f64>(middle)) * scale
    square += value * value
    store<f32>(to, <f32>value)
  }
  return square
}

/** The scores of four packed rows with all of so many panels, row after row, `stride` bytes apart. */
export function scorePanels(
  packed: usize,
  panels: usize,
  halves: usize,
  count: i32,
  scores: usize,
  stride: usize,
): void {
  const packedEnd = packed + ((<usize>columns) << 4)
  let panel = panels
  const second = scores + stride
  const third = second + stride
  const fourth = third + stride
  for (let o: usize = 0, end = (<usize>count) << 5; o < end; o += 32) {
    let a0 = v128.load(halves + o)
    let b0 = v128.load(halves + o, 16)
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
    v128.store(scores + o, a0)
    v128.store(scores + o, b0, 16)
    v128.store(second + o, a1)
    v128.store(second + o, b1, 16)
    v128.store(third + o, a2)
    v128.store(third + o, b2, 16)
    v128.store(fourth + o, a3)
    v128.store(fourth + o, b3, 16)
  }
}

/** The greatest of so many scores, a multiple of eight. */
export function greatestScore(scores: usize, count: i32): f32 {
  let a = v128.load(scores)
  let b = v128.load(scores, 16)
  for (let o: usize = 32, end = (<usize>count) << 2; o < end; o += 32) {
    a = f32x4.pmax(a, v128.load(scores + o))
    b = f32x4.pmax(b, v128.load(scores + o, 16))
  }
  a = f32x4.pmax(a, b)
  return max(
    max(f32x4.extract_lane(a, 0), f32x4.extract_lane(a, 1)),
    max(f32x4.extract_lane(a, 2), f32x4.extract_lane(a, 3)),
  )
}

/** How many of the scores are at least this. */
export function countScores(scores: usize, count: i32, least: f32): i32 {
  const limit = f32x4.splat(least)
  let sums = i32x4.splat(0)
  for (let o: usize = 0, end = (<usize>count) << 2; o < end; o += 32) {
    sums = i32x4.sub(sums, f32x4.ge(v128.load(scores + o), limit))
    sums = i32x4.sub(sums, f32x4.ge(v128.load(scores + o, 16), limit))
  }
  return (
    i32x4.extract_lane(sums, 0) +
    i32x4.extract_lane(sums, 1) +
    i32x4.extract_lane(sums, 2) +
    i32x4.extract_lane(sums, 3)
  )
}

/** Bit i: the score at `at` + 4i is at least this; for eight. */
export function passed(at: usize, limit: v128): i32 {
  return i32x4.bitmask(f32x4.ge(v128.load(at), limit)) | (i32x4.bitmask(f32x4.ge(v128.load(at, 16), limit)) << 4)
}
