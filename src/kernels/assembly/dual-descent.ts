// Coordinate descent on the dual of a linear support vector machine over sparse rows; see sparse-descent.ts, which lays
// out the memory. Sums and their order are those of the plain twin in models/svm/solve-linear-dual.ts.

export function descendSparse(
  job: usize,
  order: usize,
  state: usize,
  places: usize,
  indices: usize,
  values: usize,
  w: usize,
  budget: i32,
): void {
  let intercept = load<f64>(job)
  const bias = load<f64>(job + 8)
  const limitUp = load<f64>(job + 16)
  const limitDown = load<f64>(job + 24)
  let highest = load<f64>(job + 32)
  let lowest = load<f64>(job + 40)
  let s = <usize>load<i32>(job + 48)
  let active = <usize>load<i32>(job + 52)
  let work: i32 = 0
  while (s < active && work < budget) {
    const i = <usize>load<u32>(order + (s << 2))
    const own = state + (i << 5)
    const place = places + i * 12
    const from = <usize>load<u32>(place)
    const to = <usize>load<u32>(place + 4)
    const sign = <f64>load<i32>(place + 8)
    const value = load<f64>(own)
    let s0 = bias * intercept
    let s1: f64 = 0
    let s2: f64 = 0
    let s3: f64 = 0
    let v = values + (from << 3)
    let x = indices + (from << 2)
    const end = values + (to << 3)
    for (; v + 24 < end; v += 32, x += 16) {
      s0 += load<f64>(v) * load<f64>(w + ((<usize>load<u32>(x)) << 3))
      s1 += load<f64>(v, 8) * load<f64>(w + ((<usize>load<u32>(x, 4)) << 3))
      s2 += load<f64>(v, 16) * load<f64>(w + ((<usize>load<u32>(x, 8)) << 3))
      s3 += load<f64>(v, 24) * load<f64>(w + ((<usize>load<u32>(x, 12)) << 3))
    }
    for (; v < end; v += 8, x += 4) s0 += load<f64>(v) * load<f64>(w + ((<usize>load<u32>(x)) << 3))
    work += 10 + <i32>(to - from)
    const gradient = sign * (s0 + s1 + (s2 + s3)) - 1 + load<f64>(own, 16) * value
    let projected = gradient
    const upper = load<f64>(own, 24)
    if (value === 0) {
      if (gradient > limitUp) {
        active--
        store<u32>(order + (s << 2), load<u32>(order + (active << 2)))
        store<u32>(order + (active << 2), <u32>i)
        continue
      }
      if (gradient > 0) projected = 0
    } else if (value === upper) {
      if (gradient < limitDown) {
        active--
        store<u32>(order + (s << 2), load<u32>(order + (active << 2)))
        store<u32>(order + (active << 2), <u32>i)
        continue
      }
      if (gradient < 0) projected = 0
    }
    s++
    if (projected > highest) highest = projected
    if (projected < lowest) lowest = projected
    if (projected <= 1e-12 && projected >= -1e-12) continue
    const next = min(max(value - gradient * load<f64>(own, 8), 0), upper)
    store<f64>(own, next)
    const factor = (next - value) * sign
    intercept += factor * bias
    v = values + (from << 3)
    x = indices + (from << 2)
    // One by one: a row may name a column twice.
    for (; v < end; v += 8, x += 4) {
      const a = w + ((<usize>load<u32>(x)) << 3)
      store<f64>(a, load<f64>(a) + factor * load<f64>(v))
    }
    work += <i32>(to - from)
  }
  store<f64>(job, intercept)
  store<f64>(job + 32, highest)
  store<f64>(job + 40, lowest)
  store<i32>(job + 48, <i32>s)
  store<i32>(job + 52, <i32>active)
}
