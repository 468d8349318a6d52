import { logFirst, logHead, logRest } from './log-table.ts'
import { powersOfTwo } from './powers-of-two.ts'

const ln2Head = 0.6931471805598903
const ln2Rest = 5.497923018708371e-14

const third = 1 / 3
const minusSixth = -1 / 6
const seventh = 1 / 7
const ninth = 1 / 9

const value = new Float64Array(1)
const words = new Uint32Array(value.buffer)
value[0] = 1
const highWord = words[1] === 0 ? 0 : 1

/** What undoes a multiplication by i / 128, nearly; the first entry is that of `logFirst`. */
export const reciprocals = Float64Array.from(logHead, (_, index) => 128 / (index + logFirst))

/** What `logParts` found beyond the number that it returned. */
export const logRemainder = new Float64Array(1)

/**
 * The logarithm of a positive finite number in two parts, to about 68 bits: the first is returned, the second, which is
 * not rounded into the first, is left in `logRemainder[0]`.
 *
 * x = 2^k · c · (1 + r) with c a multiple of 1/128; ln x = k ln 2 + ln c + r − r²/2 + r³/3 − …, where the first four
 * terms are added without losing what is rounded away.
 */
export function logParts(x: number): number {
  let k = 0
  let scaled = x
  if (x < 2.2250738585072014e-308) {
    scaled = x * 18014398509481984
    k = -54
  }
  value[0] = scaled
  const exponent = (words[highWord]! >>> 20) - 1023
  let m = scaled * powersOfTwo[1074 - exponent]!
  k += exponent
  if (m >= 1.4140625) {
    m *= 0.5
    k++
  }
  const i = (m * 128 + 0.5) | 0
  const c = i * 0.0078125
  const at = i - logFirst
  const inverse = reciprocals[at]!
  const d = m - c
  const r = d * inverse
  const t = r * 134217729
  const rHigh = t - (t - r)
  const rLow = r - rHigh
  const missed = (d - rHigh * c - rLow * c) * inverse
  const base = k * ln2Head + logHead[at]!
  const half = 0.5 * rHigh * rHigh
  const sum = base + r
  const head = sum - half
  const tail =
    r * r * r * (third + r * (-0.25 + r * (0.2 + r * (minusSixth + r * (seventh + r * (-0.125 + r * ninth))))))
  logRemainder[0] =
    base -
    sum +
    r +
    (sum - head - half) +
    (tail - 0.5 * rLow * (r + rHigh)) +
    (missed - missed * r) +
    (k * ln2Rest + logRest[at]!)
  return head
}

/** The natural logarithm, rounded correctly but for about one number in ten thousand, there off by one unit in the last place. */
export function log(x: number): number {
  if (x > 0 && x < Infinity) {
    const head = logParts(x)
    return head + logRemainder[0]!
  }
  if (x === 0) return -Infinity
  return x > 0 ? x : NaN
}

/** ln(1 + x) without losing the digits of a small x. */
export function log1p(x: number): number {
  if (x > -1e-9 && x < 1e-9) return x - 0.5 * x * x
  const sum = 1 + x
  if (sum > 0 && sum < Infinity) {
    const missed = x > 1 ? 1 - (sum - x) : x - (sum - 1)
    const head = logParts(sum)
    return head + (logRemainder[0]! + missed / sum)
  }
  if (sum === 0) return -Infinity
  return sum > 0 ? sum : NaN
}
