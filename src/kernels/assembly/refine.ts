// What the filters let through is decided here, in float64.
import { indicesOf, take, worstOf } from './candidates'
import { columns, job, points, queries } from './job'

/** How many points have been looked at in float64; it wraps around. */
export let refined: i32 = 0

/** Offers a query the points that passed a filter: bit i stands for the point at `position` + i. */
export function refinePassed(query: i32, position: i32, passed: i32): void {
  const self = job.same ? query : -1
  for (; passed; passed &= passed - 1) {
    const seat = position + ctz(passed)
    if (seat >= points.rows) break
    const point = points.rowAt(seat)
    refined++
    if (point === self) continue
    const worst = worstOf(query)
    if (worst < 0) break
    if (worst === 0 && point > load<i32>(indicesOf(query))) continue
    const distance = exactDistance(query, point, worst)
    if (distance <= worst) take(query, distance, point)
  }
}

/** The sum, column after column, of the squared differences; given up once it exceeds `worst`. */
function exactDistance(query: i32, point: i32, worst: f64): f64 {
  const bytes = (<usize>columns) << 3
  let a = queries.valuesAt(query)
  let b = points.valuesAt(point)
  let sum: f64 = 0
  for (const end = a + bytes; a < end && sum <= worst; a += 8, b += 8) {
    const difference = load<f64>(a) - load<f64>(b)
    sum += difference * difference
  }
  return sum
}
