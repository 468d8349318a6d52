// Bounds that hold whatever is rounded. A computed squared distance is a sum over the columns and errs by at most
// (columns + 2) units of 2^-53 of itself, and by squares that are too small for float64: in scaled units less than `lost`.
import { columns, job, labelOf, scale, valuesAt, wayOf } from './job'

/** What squares too small for float64 may have made of a distance in scaled units: √20,000 · 2^-537 · 2^449, and room. */
const lost: f64 = 1e-23
/** What one sum or difference of bounds may lose, and room. */
const whisker: f64 = 4.5e-16

/** A bound on the relative error of a distance in float64, twice over: for that which is stored and that which is compared. */
function error(): f64 {
  return <f64>(columns + 16) * 2.3e-16
}

/** The sum over the columns, in their order, of the squared differences. */
export function squaredDistance(row: i32, center: i32): f64 {
  let a = valuesAt(row)
  let b = job.centers + <usize>center * ((<usize>columns) << 3)
  const end = a + ((<usize>columns) << 3)
  let sum: f64 = 0
  for (const lastTwo = a + ((<usize>(columns & ~1)) << 3); a < lastTwo; a += 16, b += 16) {
    const c = load<f64>(a) - load<f64>(b)
    const d = load<f64>(a, 8) - load<f64>(b, 8)
    sum = sum + c * c + d * d
  }
  if (a < end) {
    const c = load<f64>(a) - load<f64>(b)
    sum += c * c
  }
  return sum
}

/** At least as great as the true distance, and as what any sum of its size would give. */
export function above(square: f64): f64 {
  return Math.sqrt(square) * scale * (1 + error()) + lost
}

/** At most as great as the true distance. */
export function below(square: f64): f64 {
  return max(0, Math.sqrt(square) * scale * (1 - error()) - lost)
}

/** Whether a center that lies no nearer than `least` is beyond doubt farther, as computed, than one at most `most` away. */
export function isFarther(least: f64, most: f64): bool {
  return least * (1 - error()) - lost > most
}

export function upperOf(row: i32): f64 {
  const stored = load<f64>(job.upper + ((<usize>row) << 3))
  const way = wayOf(labelOf(row))
  return stored + way + (Math.abs(stored) + way) * whisker
}

export function setUpper(row: i32, value: f64): void {
  const way = wayOf(labelOf(row))
  store<f64>(job.upper + ((<usize>row) << 3), value - way + (value + way) * whisker)
}

export function nearOf(row: i32): f64 {
  const stored = load<f64>(job.near + ((<usize>row) << 3))
  return stored === Infinity ? stored : stored - job.wayOfAll - stored * whisker
}

export function setNear(row: i32, value: f64): void {
  store<f64>(job.near + ((<usize>row) << 3), (value + job.wayOfAll) * (1 - whisker))
}

export function ringOf(row: i32): f64 {
  const stored = load<f64>(job.ring + ((<usize>row) << 3))
  return stored === Infinity ? stored : stored - job.wayOfRest - stored * whisker
}

export function setRing(row: i32, value: f64): void {
  store<f64>(job.ring + ((<usize>row) << 3), (value + job.wayOfRest) * (1 - whisker))
}

/** Where the list of a row begins, in entries. */
export function listAt(row: i32): usize {
  return <usize>row * <usize>job.listed
}

export function listedAt(place: usize): i32 {
  return <i32>load<u16>(job.ids + (place << 1))
}

export function boundAt(place: usize, center: i32): f64 {
  const stored = <f64>load<f32>(job.bounds + (place << 2))
  const way = wayOf(center)
  return stored - way - (stored + way) * whisker
}

/** Rounded down to f32; too small ones to 0, which bounds nothing. */
export function setListed(place: usize, center: i32, bound: f64): void {
  const sum = (bound + wayOf(center)) * (1 - 1.25e-7)
  store<u16>(job.ids + (place << 1), <u16>center)
  store<f32>(job.bounds + (place << 2), sum < 1e-30 ? 0 : <f32>sum)
}
