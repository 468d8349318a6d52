// What the filters let through is decided here, in float64. Each distance is a sum in the order of the columns, where
// every addition waits for the one before; so four pairs wait for each other, and their sums run side by side.
import { indicesOf, take, worstOf } from './candidates'
import { columns, job, offset, points, queries } from './job'

/** How many points have been looked at in float64; it wraps around. */
export let refined: i32 = 0

let waiting: i32 = 0
let q0: i32 = 0
let q1: i32 = 0
let q2: i32 = 0
let q3: i32 = 0
let p0: i32 = 0
let p1: i32 = 0
let p2: i32 = 0
let p3: i32 = 0

/** Notes for a query the points that passed a filter: bit i stands for the point at `position` + i. True: lists changed. */
export function refinePassed(query: i32, position: i32, passed: i32): bool {
  const self = job.same ? query : -1
  let changed = false
  for (; passed; passed &= passed - 1) {
    const seat = position + ctz(passed)
    if (seat >= points.rows) break
    const point = points.rowAt(seat)
    refined++
    if (point === self) continue
    const worst = worstOf(query)
    if (worst < 0) break
    if (worst === 0 && point + offset > load<i32>(indicesOf(query))) continue
    q3 = q2
    q2 = q1
    q1 = q0
    q0 = query
    p3 = p2
    p2 = p1
    p1 = p0
    p0 = point
    if (++waiting < 4) continue
    refineWaiting()
    changed = true
  }
  return changed
}

/** Decides the pairs that wait. */
export function refineWaiting(): void {
  const count = waiting
  if (count === 0) return
  waiting = 0
  if (count === 1) {
    const worst = worstOf(q0)
    offer(q0, p0, distanceBelow(q0, p0, worst))
    return
  }
  let a0 = queries.valuesAt(q0)
  let b0 = points.valuesAt(p0)
  let a1 = queries.valuesAt(q1)
  let b1 = points.valuesAt(p1)
  // Where fewer wait, the second is measured again in place of those that lack, and not offered again.
  let a2 = count > 2 ? queries.valuesAt(q2) : a1
  let b2 = count > 2 ? points.valuesAt(p2) : b1
  let a3 = count > 3 ? queries.valuesAt(q3) : a1
  let b3 = count > 3 ? points.valuesAt(p3) : b1
  let s0: f64 = 0
  let s1: f64 = 0
  let s2: f64 = 0
  let s3: f64 = 0
  const end = a0 + ((<usize>columns) << 3)
  for (const lastTwo = a0 + ((<usize>(columns & ~1)) << 3); a0 < lastTwo; ) {
    const c0 = load<f64>(a0) - load<f64>(b0)
    const c1 = load<f64>(a1) - load<f64>(b1)
    const c2 = load<f64>(a2) - load<f64>(b2)
    const c3 = load<f64>(a3) - load<f64>(b3)
    const d0 = load<f64>(a0, 8) - load<f64>(b0, 8)
    const d1 = load<f64>(a1, 8) - load<f64>(b1, 8)
    const d2 = load<f64>(a2, 8) - load<f64>(b2, 8)
    const d3 = load<f64>(a3, 8) - load<f64>(b3, 8)
    s0 = s0 + c0 * c0 + d0 * d0
    s1 = s1 + c1 * c1 + d1 * d1
    s2 = s2 + c2 * c2 + d2 * d2
    s3 = s3 + c3 * c3 + d3 * d3
    a0 += 16
    b0 += 16
    a1 += 16
    b1 += 16
    a2 += 16
    b2 += 16
    a3 += 16
    b3 += 16
  }
  if (a0 < end) {
    const c0 = load<f64>(a0) - load<f64>(b0)
    const c1 = load<f64>(a1) - load<f64>(b1)
    const c2 = load<f64>(a2) - load<f64>(b2)
    const c3 = load<f64>(a3) - load<f64>(b3)
    s0 += c0 * c0
    s1 += c1 * c1
    s2 += c2 * c2
    s3 += c3 * c3
  }
  if (count > 3) offer(q3, p3, s3)
  if (count > 2) offer(q2, p2, s2)
  offer(q1, p1, s1)
  offer(q0, p0, s0)
}

function offer(query: i32, point: i32, distance: f64): void {
  if (distance <= worstOf(query)) take(query, distance, point + offset)
}

/** The sum, column after column, of the squared differences; given up once it exceeds `worst`. */
function distanceBelow(query: i32, point: i32, worst: f64): f64 {
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
