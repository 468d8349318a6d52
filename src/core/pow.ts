import { expOfSum } from './exp.ts'
import { logParts, logRemainder } from './log.ts'

/**
 * x to the power y, with the special values of `Math.pow`. Within 0.53 units in the last place, so that a power that is
 * itself a double comes out exactly.
 */
export function pow(x: number, y: number): number {
  if (y === 0) return 1
  if (y === 1) return x
  if (y === 2) return x * x
  if (y === -1) return 1 / x
  if (x > 0 && x < Infinity && y > -Infinity && y < Infinity) return powOfPositive(x, y)
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN
  if (y === Infinity || y === -Infinity) {
    const size = Math.abs(x)
    if (size === 1) return NaN
    return size > 1 === y > 0 ? Infinity : 0
  }
  const odd = y % 2 !== 0 && Number.isInteger(y)
  if (x === 0 || x === Infinity || x === -Infinity) {
    const size = (x === 0) === y > 0 ? 0 : Infinity
    return odd && (x < 0 || Object.is(x, -0)) ? -size : size
  }
  if (!Number.isInteger(y)) return NaN
  const size = powOfPositive(-x, y)
  return odd ? -size : size
}

function powOfPositive(x: number, y: number): number {
  if (x === 1) return 1
  const first = logParts(x)
  const second = logRemainder[0]!
  const guess = y * (first + second)
  if (guess > 710) return Infinity
  if (guess < -746) return 0
  if (guess > -1e-17 && guess < 1e-17) return 1
  // y · (head + rest) without losing what is rounded away.
  const head = first + second
  const rest = first - head + second
  const t = head * 134217729
  const headHigh = t - (t - head)
  const headLow = head - headHigh
  const u = y * 134217729
  const yHigh = u - (u - y)
  const yLow = y - yHigh
  const low = yHigh * headHigh - guess + yHigh * headLow + yLow * headHigh + yLow * headLow + y * rest
  return expOfSum(guess, low)
}
