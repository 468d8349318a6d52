// Values of a kernel between one vector and rows in panels of 8: column by column, 8 rows side by side. Every sum runs
// in the order of its plain twin (dense-panels.ts, kernel-rows.ts), so that both give the same bits.

/** out[j] ← ⟨query, row j⟩ for the panels from `first` to `last`. */
export function panelDots(panels: usize, columns: i32, query: usize, first: i32, last: i32, out: usize): void {
  const bytes = (<usize>columns) << 3
  const panelBytes = bytes << 3
  const end = query + bytes
  let panel = first
  for (; panel + 1 < last; panel += 2) {
    let a = panels + <usize>panel * panelBytes
    let b = a + panelBytes
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
    const to = out + ((<usize>panel) << 6)
    v128.store(to, a0)
    v128.store(to, a1, 16)
    v128.store(to, a2, 32)
    v128.store(to, a3, 48)
    v128.store(to, b0, 64)
    v128.store(to, b1, 80)
    v128.store(to, b2, 96)
    v128.store(to, b3, 112)
  }
  if (panel >= last) return
  let a = panels + <usize>panel * panelBytes
  let a0 = f64x2.splat(0)
  let a1 = f64x2.splat(0)
  let a2 = f64x2.splat(0)
  let a3 = f64x2.splat(0)
  for (let q = query; q < end; q += 8, a += 64) {
    const value = v128.load64_splat(q)
    a0 = f64x2.add(a0, f64x2.mul(value, v128.load(a)))
    a1 = f64x2.add(a1, f64x2.mul(value, v128.load(a, 16)))
    a2 = f64x2.add(a2, f64x2.mul(value, v128.load(a, 32)))
    a3 = f64x2.add(a3, f64x2.mul(value, v128.load(a, 48)))
  }
  const to = out + ((<usize>panel) << 6)
  v128.store(to, a0)
  v128.store(to, a1, 16)
  v128.store(to, a2, 32)
  v128.store(to, a3, 48)
}

/**
 * values[j] ← exp(−gamma (square + squares[j] − 2 values[j])) for the panels from `first` to `last`; 0 where the
 * exponent is below −700. `tables` holds the 128 scales and the 128 rests of core's `exp`, which this equals.
 */
export function gaussians(
  gamma: f64,
  square: f64,
  squares: usize,
  tables: usize,
  first: i32,
  last: i32,
  values: usize,
): void {
  const least = f64x2.splat(-700)
  const rounder = f64x2.splat(6755399441055744)
  const factor = f64x2.splat(-gamma)
  const own = f64x2.splat(square)
  const end = (<usize>last) << 6
  for (let o = (<usize>first) << 6; o < end; o += 16) {
    const dot = v128.load(values + o)
    const sum = f64x2.sub(f64x2.add(own, v128.load(squares + o)), f64x2.mul(f64x2.splat(2), dot))
    const whole = f64x2.mul(factor, sum)
    const x = f64x2.max(whole, least)
    const rounded = f64x2.add(f64x2.mul(x, f64x2.splat(184.6649652337873)), rounder)
    const steps = f64x2.sub(rounded, rounder)
    const head = f64x2.sub(x, f64x2.mul(steps, f64x2.splat(0.005415212347998022)))
    const r = f64x2.sub(head, f64x2.mul(steps, f64x2.splat(1.2655086083325438e-13)))
    const step0 = <i32>i64x2.extract_lane(rounded, 0)
    const step1 = <i32>i64x2.extract_lane(rounded, 1)
    const table0 = tables + ((<usize>(step0 & 127)) << 3)
    const table1 = tables + ((<usize>(step1 & 127)) << 3)
    // The exponent is added to the bits of the scale, which is a product with a power of two.
    const scale = i64x2.replace_lane(
      i64x2.splat(load<i64>(table0) + ((<i64>(step0 >> 7)) << 52)),
      1,
      load<i64>(table1) + ((<i64>(step1 >> 7)) << 52),
    )
    const rest = f64x2.replace_lane(f64x2.splat(load<f64>(table0, 1024)), 1, load<f64>(table1, 1024))
    const two = f64x2.mul(r, r)
    const low = f64x2.mul(two, f64x2.add(f64x2.splat(0.5), f64x2.mul(r, f64x2.splat(1.0 / 6))))
    const over = f64x2.add(f64x2.splat(1.0 / 24), f64x2.mul(r, f64x2.splat(1.0 / 120)))
    const part = f64x2.add(f64x2.add(f64x2.add(rest, r), low), f64x2.mul(f64x2.mul(two, two), over))
    const value = f64x2.add(scale, f64x2.mul(scale, part))
    v128.store(values + o, v128.and(value, f64x2.ge(whole, least)))
  }
}

/** values[j] ← (gamma values[j] + coef0)^degree for the panels from `first` to `last`. */
export function powers(gamma: f64, coef0: f64, degree: i32, first: i32, last: i32, values: usize): void {
  const end = (<usize>last) << 6
  for (let o = (<usize>first) << 6; o < end; o += 16) {
    let base = f64x2.add(f64x2.mul(f64x2.splat(gamma), v128.load(values + o)), f64x2.splat(coef0))
    let result = f64x2.splat(1)
    for (let left = degree; left > 0; left = left >> 1) {
      if (left & 1) result = f64x2.mul(result, base)
      base = f64x2.mul(base, base)
    }
    v128.store(values + o, result)
  }
}
