import { expRest, expScale } from './exp-table.ts'
import { powersOfTwo } from './powers-of-two.ts'

const stepHead = 0.005415212347998022
const stepRest = 1.2655086083325438e-13
const stepsPerUnit = 184.6649652337873
const sixth = 1 / 6
const over24 = 1 / 24
const over120 = 1 / 120
/** Adding it rounds to an integer. */
const rounder = 6755399441055744

/** e to the power x, within 0.52 units in the last place. */
export function exp(x: number): number {
  if (x < 709.8 && x > -745.2) return expOfSum(x, 0)
  if (x > 0) return Infinity
  return x < 0 ? 0 : NaN
}

/**
 * e to the power `high + low`, where `low` is small against 1 and `high` between −746 and 710.
 *
 * x = (128 e + i) ln 2 / 128 + r, so that exp(x) = 2^e · 2^(i/128) · exp(r) with |r| ≤ 0.0028.
 */
export function expOfSum(high: number, low: number): number {
  const steps = high * stepsPerUnit + rounder - rounder
  const r = high - steps * stepHead - steps * stepRest + low
  const step = steps | 0
  const i = step & 127
  const scale = expScale[i]!
  const square = r * r
  const part = expRest[i]! + r + square * (0.5 + r * sixth) + square * square * (over24 + r * over120)
  const y = scale + scale * part
  const e = step >> 7
  if (e >= -1022 && e <= 1023) return y * powersOfTwo[e + 1074]!
  if (e > 0) return y * 8.98846567431158e307 * powersOfTwo[e - 1023 + 1074]!
  return y * powersOfTwo[e + 200 + 1074]! * 6.223015277861142e-61
}
