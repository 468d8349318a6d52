// Estimates of the slopes of a dual problem with a Gaussian kernel, in f32: what most rows need, since they are far from
// being chosen. How wrong they are at most is worked out by screened-slopes.ts. Rows are centered and scaled by the root
// of gamma, and stand in panels of 16: column by column, 16 rows side by side.

/** Addresses of what stands by position; see screen-memory.ts. */
@unmanaged
class Screen {
  columns: i32
  panels: usize
  /** f32: half of the squared length of a row, below 0. */
  halves: usize
  /** f64. */
  slopes: usize
  /** f64: 0 where α y may rise and the slope is an estimate, else −∞. */
  open: usize
  /** f64, one a stretch: the steepest rise in it. */
  highest: usize
  /** f32: two rows of the kernel, as long as a tile. */
  scratch: usize
}

/** Panels of 16 in a stretch: 256 positions. */
const stretch: i32 = 16

let screen: Screen = changetype<Screen>(0)

export function openScreen(address: usize): void {
  screen = changetype<Screen>(address)
}

function grow(sum: v128, a: v128, b: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, sum)
  return f32x4.add(sum, f32x4.mul(a, b))
}

/** row[k] ← exp(2 × row[k]), to within some units of the last place, for the panels from p to q; 0 below e^−86. */
function expOfTwice(row: usize, p: i32, q: i32): void {
  const end = row + ((<usize>q) << 6)
  const rounder = f32x4.splat(12582912)
  for (let at = row + ((<usize>p) << 6); at < end; at += 16) {
    const half = v128.load(at)
    const x = f32x4.pmax(f32x4.splat(-86), f32x4.pmin(f32x4.splat(0), f32x4.add(half, half)))
    const rounded = grow(rounder, x, f32x4.splat(<f32>Math.LOG2E))
    const steps = f32x4.sub(rounded, rounder)
    const head = grow(x, steps, f32x4.splat(-0.693359375))
    const r = grow(head, steps, f32x4.splat(2.1219444e-4))
    let sum = grow(f32x4.splat(1.3981999507e-3), r, f32x4.splat(1.98756915e-4))
    sum = grow(f32x4.splat(8.3334519073e-3), r, sum)
    sum = grow(f32x4.splat(4.1665795894e-2), r, sum)
    sum = grow(f32x4.splat(1.6666665459e-1), r, sum)
    sum = grow(f32x4.splat(5.0000001201e-1), r, sum)
    const value = f32x4.add(f32x4.splat(1), grow(r, f32x4.mul(r, r), sum))
    v128.store(at, i32x4.add(value, i32x4.shl(rounded, 23)))
  }
}

/** row[k] ≈ k(query, row k), for the panels from p to q. A query is its half, three numbers unused, and its cells. */
export function estimate(query: usize, p: i32, q: i32, row: usize): void {
  const columns = screen.columns
  const cells = query + 16
  const end = cells + ((<usize>columns) << 2)
  const own = v128.load32_splat(query)
  let at = screen.panels + ((<usize>p * <usize>columns) << 6)
  let half = screen.halves + ((<usize>p) << 6)
  let out = row + ((<usize>p) << 6)
  for (let n = p; n < q; n++, half += 64, out += 64) {
    const a0 = f32x4.add(own, v128.load(half))
    const a1 = f32x4.add(own, v128.load(half, 16))
    const a2 = f32x4.add(own, v128.load(half, 32))
    const a3 = f32x4.add(own, v128.load(half, 48))
    let d0 = f32x4.splat(0)
    let d1 = f32x4.splat(0)
    let d2 = f32x4.splat(0)
    let d3 = f32x4.splat(0)
    for (let c = cells; c < end; c += 4, at += 64) {
      const value = v128.load32_splat(c)
      d0 = grow(d0, value, v128.load(at))
      d1 = grow(d1, value, v128.load(at, 16))
      d2 = grow(d2, value, v128.load(at, 32))
      d3 = grow(d3, value, v128.load(at, 48))
    }
    v128.store(out, f32x4.add(a0, d0))
    v128.store(out, f32x4.add(a1, d1), 16)
    v128.store(out, f32x4.add(a2, d2), 32)
    v128.store(out, f32x4.add(a3, d3), 48)
  }
  expOfTwice(row, p, q)
}

/** The same for two queries, so that each panel is read once. */
export function estimatePair(queryA: usize, queryB: usize, p: i32, q: i32, rowA: usize, rowB: usize): void {
  const columns = screen.columns
  const cells = queryA + 16
  const end = cells + ((<usize>columns) << 2)
  const apart = queryB - queryA
  const ownA = v128.load32_splat(queryA)
  const ownB = v128.load32_splat(queryB)
  let at = screen.panels + ((<usize>p * <usize>columns) << 6)
  let half = screen.halves + ((<usize>p) << 6)
  let outA = rowA + ((<usize>p) << 6)
  let outB = rowB + ((<usize>p) << 6)
  for (let n = p; n < q; n++, half += 64, outA += 64, outB += 64) {
    let a0 = f32x4.splat(0)
    let a1 = f32x4.splat(0)
    let a2 = f32x4.splat(0)
    let a3 = f32x4.splat(0)
    let b0 = f32x4.splat(0)
    let b1 = f32x4.splat(0)
    let b2 = f32x4.splat(0)
    let b3 = f32x4.splat(0)
    for (let c = cells; c < end; c += 4, at += 64) {
      const a = v128.load32_splat(c)
      const b = v128.load32_splat(c + apart)
      const r0 = v128.load(at)
      a0 = grow(a0, a, r0)
      b0 = grow(b0, b, r0)
      const r1 = v128.load(at, 16)
      a1 = grow(a1, a, r1)
      b1 = grow(b1, b, r1)
      const r2 = v128.load(at, 32)
      a2 = grow(a2, a, r2)
      b2 = grow(b2, b, r2)
      const r3 = v128.load(at, 48)
      a3 = grow(a3, a, r3)
      b3 = grow(b3, b, r3)
    }
    const h0 = v128.load(half)
    const h1 = v128.load(half, 16)
    const h2 = v128.load(half, 32)
    const h3 = v128.load(half, 48)
    v128.store(outA, f32x4.add(f32x4.add(ownA, h0), a0))
    v128.store(outA, f32x4.add(f32x4.add(ownA, h1), a1), 16)
    v128.store(outA, f32x4.add(f32x4.add(ownA, h2), a2), 32)
    v128.store(outA, f32x4.add(f32x4.add(ownA, h3), a3), 48)
    v128.store(outB, f32x4.add(f32x4.add(ownB, h0), b0))
    v128.store(outB, f32x4.add(f32x4.add(ownB, h1), b1), 16)
    v128.store(outB, f32x4.add(f32x4.add(ownB, h2), b2), 32)
    v128.store(outB, f32x4.add(f32x4.add(ownB, h3), b3), 48)
  }
  expOfTwice(rowA, p, q)
  expOfTwice(rowB, p, q)
}

let alikeI: f64 = 0
let alikeJ: f64 = 0

/**
 * Adds multiples of two rows to the slopes from one position to another, where both rows begin; and finds how alike each
 * is to any estimate there.
 */
function slideEstimates(from: i32, to: i32, rowI: usize, byI: f64, rowJ: usize, byJ: f64): void {
  let slope = screen.slopes + ((<usize>from) << 3)
  let open = screen.open + ((<usize>from) << 3)
  let mostI = f64x2.splat(-Infinity)
  let mostJ = f64x2.splat(-Infinity)
  let i = rowI
  let j = rowJ
  const end = slope + ((<usize>((to - from) & ~1)) << 3)
  for (; slope < end; slope += 16, open += 16, i += 8, j += 8) {
    const first = f64x2.promote_low_f32x4(v128.load64_zero(i))
    const second = f64x2.promote_low_f32x4(v128.load64_zero(j))
    const more = f64x2.add(f64x2.mul(first, f64x2.splat(byI)), f64x2.mul(second, f64x2.splat(byJ)))
    v128.store(slope, f64x2.add(v128.load(slope), more))
    const hidden = v128.load(open)
    mostI = f64x2.pmax(mostI, f64x2.add(first, hidden))
    mostJ = f64x2.pmax(mostJ, f64x2.add(second, hidden))
  }
  alikeI = max(f64x2.extract_lane(mostI, 0), f64x2.extract_lane(mostI, 1))
  alikeJ = max(f64x2.extract_lane(mostJ, 0), f64x2.extract_lane(mostJ, 1))
  if (!((to - from) & 1)) return
  const first = <f64>load<f32>(i)
  const second = <f64>load<f32>(j)
  store<f64>(slope, load<f64>(slope) + (first * byI + second * byJ))
  alikeI = max(alikeI, first + load<f64>(open))
  alikeJ = max(alikeJ, second + load<f64>(open))
}

/** The steepest rise among the estimates of a stretch. */
function steepestIn(from: i32, to: i32): f64 {
  let slope = screen.slopes + ((<usize>from) << 3)
  let open = screen.open + ((<usize>from) << 3)
  const end = slope + ((<usize>((to - from) & ~1)) << 3)
  let most = f64x2.splat(-Infinity)
  for (; slope < end; slope += 16, open += 16) most = f64x2.pmax(most, f64x2.sub(v128.load(open), v128.load(slope)))
  const highest = max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1))
  return (to - from) & 1 ? max(highest, load<f64>(open) - load<f64>(slope)) : highest
}

/** Writes the positions of estimates that rise as steeply as `least`, of the stretches last looked at; gives how many. */
export function gatherEstimates(active: i32, least: f64, list: usize): i32 {
  let at = list
  let highest = screen.highest
  for (let from = 0; from < active; from += stretch << 4, highest += 8) {
    if (!(load<f64>(highest) >= least)) continue
    const to = min(from + (stretch << 4), active)
    for (let k = from; k < to; k++) {
      const place = (<usize>k) << 3
      if (!(load<f64>(screen.open + place) - load<f64>(screen.slopes + place) >= least)) continue
      store<i32>(at, k)
      at += 4
    }
  }
  return <i32>((at - list) >> 2)
}

/**
 * Adds multiples of the rows of many queries, which stand one after the other, to the slopes of positions below `to` in
 * stretches from p to q; gives the steepest rise among their estimates, and in `alike` how near each query is to any of
 * them, where that is more than what stands there. `rows` holds for each query where its row is kept, 0 for nowhere,
 * and whether it is known.
 */
export function addEstimates(
  queries: usize,
  queryBytes: i32,
  factors: usize,
  alike: usize,
  rows: usize,
  count: i32,
  p: i32,
  q: i32,
  to: i32,
): f64 {
  let highest: f64 = -Infinity
  for (let s = p; s < q; s++) {
    const from = s << 8
    const end = min(from + 256, to)
    const first = s << 4
    const last = (end + 15) >> 4
    const offset = (<usize>from) << 2
    for (let n = 0; n < count; n += 2) {
      const queryI = queries + <usize>n * queryBytes
      const place = (<usize>n) << 3
      let rowI = load<usize>(rows + place)
      if (rowI === 0) rowI = screen.scratch - offset
      const knownI = load<i32>(rows + place, 4)
      if (n + 1 === count) {
        if (!knownI) estimate(queryI, first, last, rowI)
        slideEstimates(from, end, rowI + offset, load<f64>(factors + place), rowI + offset, 0)
        store<f64>(alike + place, max(load<f64>(alike + place), alikeI))
        break
      }
      let rowJ = load<usize>(rows + place, 8)
      if (rowJ === 0) rowJ = screen.scratch + ((<usize>stretch) << 6) - offset
      const knownJ = load<i32>(rows + place, 12)
      if (!knownI && !knownJ) estimatePair(queryI, queryI + queryBytes, first, last, rowI, rowJ)
      else if (!knownI) estimate(queryI, first, last, rowI)
      else if (!knownJ) estimate(queryI + queryBytes, first, last, rowJ)
      const byI = load<f64>(factors + place)
      slideEstimates(from, end, rowI + offset, byI, rowJ + offset, load<f64>(factors + place, 8))
      store<f64>(alike + place, max(load<f64>(alike + place), alikeI))
      store<f64>(alike + place, max(load<f64>(alike + place, 8), alikeJ), 8)
    }
    const steepest = steepestIn(from, end)
    store<f64>(screen.highest + ((<usize>s) << 3), steepest)
    highest = max(highest, steepest)
  }
  return highest
}

/** Lets pairs of positions change places. */
export function swapEstimates(pairs: usize, count: i32): void {
  const columns = screen.columns
  for (let n = 0, at = pairs; n < count; n++, at += 8) {
    const a = load<i32>(at)
    const b = load<i32>(at, 4)
    swapWide(screen.slopes, a, b)
    swapWide(screen.open, a, b)
    swapNarrow(screen.halves + ((<usize>a) << 2), screen.halves + ((<usize>b) << 2))
    let cellA = screen.panels + ((<usize>(a >> 4) * <usize>columns) << 6) + ((<usize>(a & 15)) << 2)
    let cellB = screen.panels + ((<usize>(b >> 4) * <usize>columns) << 6) + ((<usize>(b & 15)) << 2)
    for (let j = 0; j < columns; j++, cellA += 64, cellB += 64) swapNarrow(cellA, cellB)
  }
}

function swapNarrow(a: usize, b: usize): void {
  const held = load<f32>(a)
  store<f32>(a, load<f32>(b))
  store<f32>(b, held)
}

function swapWide(values: usize, a: i32, b: i32): void {
  const x = values + ((<usize>a) << 3)
  const y = values + ((<usize>b) << 3)
  const held = load<f64>(x)
  store<f64>(x, load<f64>(y))
  store<f64>(y, held)
}
