import { at, blockAt, blockLength, moveTo, outAt, squaresAt, tableAt, word } from './words'

/** Pairs of draws from the standard normal distribution, by Marsaglia's polar method: as `normal` of word-stream.ts draws them. */
export function normals(pairs: u32): void {
  findPoints(pairs)
  stretchPoints(pairs)
}

/** Points that lie within the unit circle, and the squares of their distances from its center. */
function findPoints(pairs: u32): void {
  let point: usize = outAt
  let square: usize = squaresAt
  const end: usize = outAt + ((<usize>pairs) << 4)
  while (point < end) {
    let drawn: v128
    if (at + 4 <= blockLength) {
      drawn = v128.load(blockAt + ((<usize>at) << 2))
      moveTo(at + 4)
    } else {
      drawn = i32x4.splat(word())
      drawn = i32x4.replace_lane(drawn, 1, word())
      drawn = i32x4.replace_lane(drawn, 2, word())
      drawn = i32x4.replace_lane(drawn, 3, word())
    }
    const high = f64x2.convert_low_i32x4_u(i32x4.shr_u(v128.shuffle<i32>(drawn, drawn, 0, 2, 0, 2), 5))
    const low = f64x2.convert_low_i32x4_u(i32x4.shr_u(v128.shuffle<i32>(drawn, drawn, 1, 3, 1, 3), 6))
    const xy = f64x2.sub(
      f64x2.mul(f64x2.add(f64x2.mul(high, f64x2.splat(67108864.0)), low), f64x2.splat(1.0 / 4503599627370496.0)),
      f64x2.splat(1.0),
    )
    const squares = f64x2.mul(xy, xy)
    const sum = f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1)
    // Written in any case, since a branch would be guessed wrong for every fifth point.
    v128.store(point, xy)
    store<f64>(square, sum)
    const isInside: usize = (sum < 1.0 ? 1 : 0) & (sum !== 0.0 ? 1 : 0)
    point += isInside << 4
    square += isInside << 3
  }
}

function stretchPoints(pairs: u32): void {
  // An odd last square stands beside one left over, which does no harm.
  for (let pair: u32 = 0; pair < pairs; pair += 2) {
    const squares = v128.load(squaresAt + ((<usize>pair) << 3))
    const factors = f64x2.sqrt(f64x2.div(f64x2.mul(f64x2.splat(-2.0), logs(squares)), squares))
    const point: usize = outAt + ((<usize>pair) << 4)
    const first = v128.load(point)
    const second = v128.load(point, 16)
    v128.store(point, f64x2.mul(v128.shuffle<i64>(first, first, 1, 0), v128.shuffle<i64>(factors, factors, 0, 0)))
    v128.store(point, f64x2.mul(v128.shuffle<i64>(second, second, 1, 0), v128.shuffle<i64>(factors, factors, 1, 1)), 16)
  }
}

/** The logarithms of two normal numbers, with the very steps of log.ts. */
function logs(x: v128): v128 {
  const mantissas = v128.or(v128.and(x, i64x2.splat(0x000fffffffffffff)), i64x2.splat(0x3ff0000000000000))
  // 1 where the mantissa is halved.
  const large = i64x2.shr_u(f64x2.ge(mantissas, f64x2.splat(1.4140625)), 63)
  const m = i64x2.sub(mantissas, i64x2.shl(large, 52))
  const exponents = i64x2.add(i64x2.sub(i64x2.shr_u(x, 52), i64x2.splat(1023)), large)
  const k = f64x2.convert_low_i32x4_s(v128.shuffle<i32>(exponents, exponents, 0, 2, 0, 2))
  const steps = i32x4.trunc_sat_f64x2_s_zero(f64x2.add(f64x2.mul(m, f64x2.splat(128.0)), f64x2.splat(0.5)))
  const c = f64x2.mul(f64x2.convert_low_i32x4_s(steps), f64x2.splat(0.0078125))
  const one: usize = tableAt + ((<usize>(i32x4.extract_lane(steps, 0) - 90)) << 5)
  const other: usize = tableAt + ((<usize>(i32x4.extract_lane(steps, 1) - 90)) << 5)
  const inverse = v128.load64_lane(other, v128.load64_zero(one), 1)
  const heads = v128.load64_lane(other, v128.load64_zero(one, 8), 1, 8)
  const rests = v128.load64_lane(other, v128.load64_zero(one, 16), 1, 16)
  const d = f64x2.sub(m, c)
  const r = f64x2.mul(d, inverse)
  const t = f64x2.mul(r, f64x2.splat(134217729.0))
  const rHigh = f64x2.sub(t, f64x2.sub(t, r))
  const rLow = f64x2.sub(r, rHigh)
  const missed = f64x2.mul(f64x2.sub(f64x2.sub(d, f64x2.mul(rHigh, c)), f64x2.mul(rLow, c)), inverse)
  const base = f64x2.add(f64x2.mul(k, f64x2.splat(0.6931471805598903)), heads)
  const half = f64x2.mul(f64x2.mul(f64x2.splat(0.5), rHigh), rHigh)
  const sum = f64x2.add(base, r)
  const head = f64x2.sub(sum, half)
  let series = f64x2.add(f64x2.splat(-0.125), f64x2.mul(r, f64x2.splat(1.0 / 9.0)))
  series = f64x2.add(f64x2.splat(1.0 / 7.0), f64x2.mul(r, series))
  series = f64x2.add(f64x2.splat(-1.0 / 6.0), f64x2.mul(r, series))
  series = f64x2.add(f64x2.splat(0.2), f64x2.mul(r, series))
  series = f64x2.add(f64x2.splat(-0.25), f64x2.mul(r, series))
  series = f64x2.add(f64x2.splat(1.0 / 3.0), f64x2.mul(r, series))
  const tail = f64x2.mul(f64x2.mul(f64x2.mul(r, r), r), series)
  // base − sum + r + (sum − head − half) + (tail − 0.5 · rLow · (r + rHigh)) + (missed − missed · r) + (k · ln2Rest + rest)
  let rest = f64x2.add(f64x2.sub(base, sum), r)
  rest = f64x2.add(rest, f64x2.sub(f64x2.sub(sum, head), half))
  const crossed = f64x2.mul(f64x2.mul(f64x2.splat(0.5), rLow), f64x2.add(r, rHigh))
  rest = f64x2.add(rest, f64x2.sub(tail, crossed))
  rest = f64x2.add(rest, f64x2.sub(missed, f64x2.mul(missed, r)))
  rest = f64x2.add(rest, f64x2.add(f64x2.mul(k, f64x2.splat(5.497923018708371e-14)), rests))
  return f64x2.add(head, rest)
}
