// Values of a kernel between vectors and rows in panels of 8: column by column, 8 rows side by side. Every sum runs
// in the order of its plain twin (dense-panels.ts, kernel-rows.ts), so that both give the same bits.

/** out[j] ← ⟨query, row j⟩ for `count` panels. */
export function panelDots(panels: usize, count: i32, columns: i32, query: usize, out: usize): void {
  const bytes = (<usize>columns) << 3
  const panelBytes = bytes << 3
  const end = query + bytes
  let panel = panels
  let to = out
  for (let left = count; left > 1; left -= 2, panel += panelBytes << 1, to += 128) {
    let a = panel
    let b = panel + panelBytes
    let a0 = f64x2.splat(0)
    let a1 = f64x2.splat(0)
    let a2 = f64x2.splat(0)
    let a3 = f64x2.splat(0)
    let b0 = f64x2.splat(0)
    let b1 = f64x2.splat(0)
    let b2 = f64x2.splat(0)
    let b3 = f64x2.splat(0)
    for (let q = query; q < end; q += 8, a += 64, b += 64) {
      const value = v128.load64_splat(q)
      a0 = f64x2.add(a0, f64x2.mul(value, v128.load(a)))
      a1 = f64x2.add(a1, f64x2.mul(value, v128.load(a, 16)))
      a2 = f64x2.add(a2, f64x2.mul(value, v128.load(a, 32)))
      a3 = f64x2.add(a3, f64x2.mul(value, v128.load(a, 48)))
      b0 = f64x2.add(b0, f64x2.mul(value, v128.load(b)))
      b1 = f64x2.add(b1, f64x2.mul(value, v128.load(b, 16)))
      b2 = f64x2.add(b2, f64x2.mul(value, v128.load(b, 32)))
      b3 = f64x2.add(b3, f64x2.mul(value, v128.load(b, 48)))
    }
    v128.store(to, a0)
    v128.store(to, a1, 16)
    v128.store(to, a2, 32)
    v128.store(to, a3, 48)
    v128.store(to, b0, 64)
    v128.store(to, b1, 80)
    v128.store(to, b2, 96)
    v128.store(to, b3, 112)
  }
  if ((count & 1) === 0) return
  let a0 = f64x2.splat(0)
  let a1 = f64x2.splat(0)
  let a2 = f64x2.splat(0)
  let a3 = f64x2.splat(0)
  for (let q = query, a = panel; q < end; q += 8, a += 64) {
    const value = v128.load64_splat(q)
    a0 = f64x2.add(a0, f64x2.mul(value, v128.load(a)))
    a1 = f64x2.add(a1, f64x2.mul(value, v128.load(a, 16)))
    a2 = f64x2.add(a2, f64x2.mul(value, v128.load(a, 32)))
    a3 = f64x2.add(a3, f64x2.mul(value, v128.load(a, 48)))
  }
  v128.store(to, a0)
  v128.store(to, a1, 16)
  v128.store(to, a2, 32)
  v128.store(to, a3, 48)
}

/** The same for two queries at once, so that each panel is read once. */
export function pairDots(
  panels: usize,
  count: i32,
  columns: i32,
  queryA: usize,
  queryB: usize,
  outA: usize,
  outB: usize,
): void {
  const bytes = (<usize>columns) << 3
  const apart = queryB - queryA
  const end = queryA + bytes
  let row = panels
  const outEnd = outA + ((<usize>count) << 6)
  for (let to = outA, toB = outB; to < outEnd; to += 64, toB += 64) {
    let a0 = f64x2.splat(0)
    let a1 = f64x2.splat(0)
    let a2 = f64x2.splat(0)
    let a3 = f64x2.splat(0)
    let b0 = f64x2.splat(0)
    let b1 = f64x2.splat(0)
    let b2 = f64x2.splat(0)
    let b3 = f64x2.splat(0)
    for (let q = queryA; q < end; q += 8, row += 64) {
      const a = v128.load64_splat(q)
      const b = v128.load64_splat(q + apart)
      const r0 = v128.load(row)
      a0 = f64x2.add(a0, f64x2.mul(a, r0))
      b0 = f64x2.add(b0, f64x2.mul(b, r0))
      const r1 = v128.load(row, 16)
      a1 = f64x2.add(a1, f64x2.mul(a, r1))
      b1 = f64x2.add(b1, f64x2.mul(b, r1))
      const r2 = v128.load(row, 32)
      a2 = f64x2.add(a2, f64x2.mul(a, r2))
      b2 = f64x2.add(b2, f64x2.mul(b, r2))
      const r3 = v128.load(row, 48)
      a3 = f64x2.add(a3, f64x2.mul(a, r3))
      b3 = f64x2.add(b3, f64x2.mul(b, r3))
    }
    v128.store(to, a0)
    v128.store(to, a1, 16)
    v128.store(to, a2, 32)
    v128.store(to, a3, 48)
    v128.store(toB, b0)
    v128.store(toB, b1, 16)
    v128.store(toB, b2, 32)
    v128.store(toB, b3, 48)
  }
}

/**
 * The same where a query is 0 in most columns: only the others are read, which changes no sum. `places` holds 64 × the
 * column of each, u32, `values` what the query has there.
 */
export function fewDots(
  panels: usize,
  count: i32,
  columns: i32,
  values: usize,
  places: usize,
  few: i32,
  out: usize,
): void {
  const panelBytes = (<usize>columns) << 6
  const end = values + ((<usize>few) << 3)
  const outEnd = out + ((<usize>count) << 6)
  let panel = panels
  for (let to = out; to < outEnd; to += 64, panel += panelBytes) {
    let a0 = f64x2.splat(0)
    let a1 = f64x2.splat(0)
    let a2 = f64x2.splat(0)
    let a3 = f64x2.splat(0)
    for (let q = values, p = places; q < end; q += 8, p += 4) {
      const value = v128.load64_splat(q)
      const a = panel + <usize>load<u32>(p)
      a0 = f64x2.add(a0, f64x2.mul(value, v128.load(a)))
      a1 = f64x2.add(a1, f64x2.mul(value, v128.load(a, 16)))
      a2 = f64x2.add(a2, f64x2.mul(value, v128.load(a, 32)))
      a3 = f64x2.add(a3, f64x2.mul(value, v128.load(a, 48)))
    }
    v128.store(to, a0)
    v128.store(to, a1, 16)
    v128.store(to, a2, 32)
    v128.store(to, a3, 48)
  }
}

/**
 * values[j] ← exp(−gamma (square + squares[j] − 2 values[j])) for `count` panels; 0 where the exponent is below −700.
 * `tables` holds the 128 scales of core's `exp`, which this equals, and after each its rest.
 */
export function gaussians(gamma: f64, square: f64, squares: usize, tables: usize, count: i32, values: usize): void {
  const least = f64x2.splat(-700)
  const rounder = f64x2.splat(6755399441055744)
  const factor = f64x2.splat(-gamma)
  const own = f64x2.splat(square)
  const end = values + ((<usize>count) << 6)
  for (let v = values, s = squares; v < end; v += 16, s += 16) {
    const dot = v128.load(v)
    // Twice a number is the sum with itself, to the bit.
    const sum = f64x2.sub(f64x2.add(own, v128.load(s)), f64x2.add(dot, dot))
    const whole = f64x2.mul(factor, sum)
    const x = f64x2.pmax(least, whole)
    const rounded = f64x2.add(f64x2.mul(x, f64x2.splat(184.6649652337873)), rounder)
    const steps = f64x2.sub(rounded, rounder)
    const head = f64x2.sub(x, f64x2.mul(steps, f64x2.splat(0.005415212347998022)))
    const r = f64x2.sub(head, f64x2.mul(steps, f64x2.splat(1.2655086083325438e-13)))
    const places = i64x2.shl(v128.and(rounded, i64x2.splat(127)), 4)
    const entry0 = v128.load(tables + <usize>i32x4.extract_lane(places, 0))
    const entry1 = v128.load(tables + <usize>i32x4.extract_lane(places, 2))
    // The exponent is added to the bits of the scale, which is a product with a power of two.
    const scale = i64x2.add(
      v128.shuffle<i64>(entry0, entry1, 0, 2),
      i64x2.shl(v128.and(rounded, i64x2.splat(~(<i64>127))), 45),
    )
    const rest = v128.shuffle<i64>(entry0, entry1, 1, 3)
    const two = f64x2.mul(r, r)
    const low = f64x2.mul(two, f64x2.add(f64x2.splat(0.5), f64x2.mul(r, f64x2.splat(1.0 / 6))))
    const over = f64x2.add(f64x2.splat(1.0 / 24), f64x2.mul(r, f64x2.splat(1.0 / 120)))
    const part = f64x2.add(f64x2.add(f64x2.add(rest, r), low), f64x2.mul(f64x2.mul(two, two), over))
    const value = f64x2.add(scale, f64x2.mul(scale, part))
    v128.store(v, v128.and(value, f64x2.ge(whole, least)))
  }
}

/** values[j] ← (gamma values[j] + coef0)^degree for `count` panels. */
export function powers(gamma: f64, coef0: f64, degree: i32, count: i32, values: usize): void {
  const end = values + ((<usize>count) << 6)
  for (let v = values; v < end; v += 16) {
    let base = f64x2.add(f64x2.mul(f64x2.splat(gamma), v128.load(v)), f64x2.splat(coef0))
    let result = f64x2.splat(1)
    for (let left = degree; left > 0; left = left >> 1) {
      if (left & 1) result = f64x2.mul(result, base)
      base = f64x2.mul(base, base)
    }
    v128.store(v, result)
  }
}
