// Finds the nearest center of each row of a block, and of centers equally near the first. What it finds is what comparing
// every row with every center in float64 would: a center is passed over only where its bound leaves no doubt.
import {
  above,
  below,
  boundAt,
  isFarther,
  listAt,
  listedAt,
  nearOf,
  ringOf,
  setListed,
  setNear,
  setRing,
  setUpper,
  squaredDistance,
  upperOf,
} from './bounds'
import { findIntegers, packIntegers, scoreIntegers, shiftFor } from './integer-panels'
import { blockRows, columns, job, labelOf, scratch, valuesAt } from './job'
import { countScores, distanceAbove, greatestScore, packRow, passed, scoreError, scorePanels } from './panels'

let first: i32 = 0
let last: i32 = 0
let at: i32 = 0
let step: i32 = 0
let open: i32 = 0
/** Of the rows that are packed; −1 where they could not be. */
let shift: i32 = 0

// Scratch: how many rows were compared with all centers, the sum of their rings' distance and four squared norms (f64 each);
// four packed rows, as f32 and as whole numbers; their scores, of which movers take twice the room; which rows are open (i32),
// and marks of them (u8).
function packedAt(): usize {
  return scratch + 64
}

function integersAt(): usize {
  return packedAt() + ((<usize>columns) << 4)
}

function scoresAt(): usize {
  return integersAt() + ((<usize>(columns + 1)) << 3)
}

function strideOf(count: i32): usize {
  return (<usize>((count + 7) & ~7)) << 2
}

function openAt(): usize {
  return scoresAt() + 8 * strideOf(job.centerCount)
}

function marksAt(): usize {
  return openAt() + ((<usize>blockRows) << 2)
}

function setLabel(row: i32, label: i32): void {
  store<i32>(job.labels + ((<usize>row) << 2), label)
}

export function begin(block: i32): void {
  first = block * blockRows
  last = min(first + blockRows, job.rows)
  at = first
  open = 0
  step = 0
  memory.fill(marksAt(), 0, blockRows)
}

/** Goes on for about `budget` multiplications; true when the block is done. */
export function advance(budget: f64): bool {
  if (step === 0) {
    for (let row = first; row < last; row++) if (job.fresh || !staysOrMoves(row)) setOpen(row)
    step = job.moverCount > 0 && !job.fresh ? 1 : 2
    at = step === 1 ? first : 0
    budget -= <f64>(last - first) * <f64>columns * 2
  }
  if (step === 1) {
    while (at < last) {
      compareWithMovers()
      budget -= 4 * <f64>job.moverCount * <f64>columns
      if (budget <= 0) return false
    }
    step = 2
    at = 0
  }
  while (at < open) {
    compareWithAll()
    budget -= 4 * <f64>job.centerCount * <f64>columns
    if (budget <= 0) return at >= open
  }
  return true
}

function setOpen(row: i32): void {
  if (load<u8>(marksAt() + (row - first))) return
  store<u8>(marksAt() + (row - first), 1)
  store<i32>(openAt() + ((<usize>open) << 2), row)
  open++
}

/** Decides a row by its bounds and its list; false where they do not suffice. */
function staysOrMoves(row: i32): bool {
  const near = nearOf(row)
  if (isFarther(near, upperOf(row))) return true
  let label = labelOf(row)
  let square = squaredDistance(row, label)
  let most = above(square)
  setUpper(row, most)
  if (isFarther(near, most)) return true
  const ring = ringOf(row)
  if (!isFarther(ring, most)) return false
  let least = ring
  const start = listAt(row)
  for (let place = start, end = start + <usize>job.listed; place < end; place++) {
    const center = listedAt(place)
    // The rest of a short list.
    if (center === label) continue
    const bound = boundAt(place, center)
    if (isFarther(bound, most)) {
      least = min(least, bound)
      continue
    }
    const other = squaredDistance(row, center)
    if (other < square || (other === square && center < label)) {
      const lower = below(square)
      setListed(place, label, lower)
      least = min(least, lower)
      label = center
      square = other
      most = above(other)
    } else {
      const lower = below(other)
      setListed(place, center, lower)
      least = min(least, lower)
    }
  }
  setLabel(row, label)
  setUpper(row, most)
  setNear(row, least)
  return true
}

/** Packs four rows, the last instead of those that lack. */
function packFour(r0: i32, r1: i32, r2: i32, r3: i32): void {
  const packed = packedAt()
  store<f64>(scratch, packRow(valuesAt(r0), packed), 16)
  store<f64>(scratch, packRow(valuesAt(r1), packed + 4), 24)
  store<f64>(scratch, packRow(valuesAt(r2), packed + 8), 32)
  store<f64>(scratch, packRow(valuesAt(r3), packed + 12), 40)
  shift = 0
  if (job.unit === 0) return
  const square = max(max(squareOf(0), squareOf(1)), max(squareOf(2), squareOf(3)))
  shift = shiftFor(Math.sqrt(square))
  if (shift >= 0) packIntegers(packed, integersAt(), shift)
}

function squareOf(seat: i32): f64 {
  return load<f64>(scratch + ((<usize>seat) << 3), 16)
}

/** What a score must exceed for its center to lie within the ring of a row. */
function leastWithin(row: i32, square: f64): f64 {
  const ring = ringOf(row)
  const exact = (square - ring * ring * (1 + 1e-12)) * 0.5
  return exact - Math.abs(exact) * 1e-12 - scoreError(square, shift)
}

/** Compares four rows with the movers, where one of them might be nearer than the ring. */
function compareWithMovers(): void {
  const end = min(at + 4, last)
  packFour(at, min(at + 1, last - 1), min(at + 2, last - 1), min(at + 3, last - 1))
  if (shift < 0) {
    // Too far away for whole numbers.
    for (; at < end; at++) setOpen(at)
  } else if (job.unit > 0) findMovers(end)
  else scoreMovers(end)
  at = end
}

function findMovers(end: i32): void {
  const factor = (job.unit * job.unit) / <f64>(1 << shift)
  const limits = scratch + 48
  for (let seat = 0; seat < 4; seat++) {
    const row = at + seat
    const idle = row >= end || load<u8>(marksAt() + (row - first))
    const least = idle ? Infinity : Math.floor(leastWithin(row, squareOf(seat)) * factor) - 1
    store<i32>(limits + ((<usize>seat) << 2), <i32>max(-2147483648.0, min(2147483647.0, least)))
  }
  const panels = (job.moverCount + 7) >> 3
  const found = findIntegers(integersAt(), job.moverPanels, job.moverHalves, panels, limits, shift, scoresAt())
  for (let pair = scoresAt(), last = pair + ((<usize>found) << 3); pair < last; pair += 8) {
    const place = load<i32>(pair, 4)
    if (place < job.moverCount) meetMover(at + load<i32>(pair), load<i32>(job.movers + ((<usize>place) << 2)))
  }
}

function scoreMovers(end: i32): void {
  const count = job.moverCount
  const stride = strideOf(count)
  scorePanels(packedAt(), job.moverPanels, job.moverHalves, (count + 7) >> 3, scoresAt(), stride)
  for (let row = at, seat = 0; row < end; row++, seat++) {
    if (load<u8>(marksAt() + (row - first))) continue
    const least = leastWithin(row, squareOf(seat))
    const limits = f32x4.splat(<f32>(least - Math.abs(least) * 2.4e-7 - 1e-30))
    const scores = scoresAt() + <usize>seat * stride
    for (let o: usize = 0; o < stride; o += 32) {
      for (let bits = passed(scores + o, limits); bits; bits &= bits - 1) {
        const place = <i32>(o >> 2) + ctz(bits)
        if (place < count) meetMover(row, load<i32>(job.movers + ((<usize>place) << 2)))
      }
    }
  }
}

function meetMover(row: i32, center: i32): void {
  if (center === labelOf(row)) return
  const start = listAt(row)
  for (let place = start, end = start + <usize>job.listed; place < end; place++) if (listedAt(place) === center) return
  const lower = below(squaredDistance(row, center))
  if (!isFarther(lower, upperOf(row))) setOpen(row)
  else {
    if (lower < ringOf(row)) setRing(row, lower)
    if (lower < nearOf(row)) setNear(row, lower)
  }
}

function compareWithAll(): void {
  const ids = openAt()
  const end = min(at + 4, open)
  const top = open - 1
  packFour(
    load<i32>(ids + ((<usize>at) << 2)),
    load<i32>(ids + ((<usize>min(at + 1, top)) << 2)),
    load<i32>(ids + ((<usize>min(at + 2, top)) << 2)),
    load<i32>(ids + ((<usize>min(at + 3, top)) << 2)),
  )
  const stride = strideOf(job.centerCount)
  const panels = (job.centerCount + 7) >> 3
  if (job.unit === 0) scorePanels(packedAt(), job.panels, job.halves, panels, scoresAt(), stride)
  else if (shift >= 0) scoreIntegers(integersAt(), job.panels, job.halves, panels, scoresAt(), stride, shift)
  for (let seat = 0; at < end; at++, seat++) {
    const row = load<i32>(ids + ((<usize>at) << 2))
    if (shift >= 0) choose(row, squareOf(seat), scoresAt() + <usize>seat * stride)
    else scan(row)
  }
}

/** The nearest center of a row too far away from all for scores; nothing is known of it the next time. */
function scan(row: i32): void {
  let label = 0
  let nearest = squaredDistance(row, 0)
  for (let center = 1; center < job.centerCount; center++) {
    const square = squaredDistance(row, center)
    if (square >= nearest) continue
    nearest = square
    label = center
  }
  setLabel(row, label)
  setUpper(row, above(nearest))
  setRing(row, 0)
  setNear(row, 0)
  const start = listAt(row)
  for (let place = start, end = start + <usize>job.listed; place < end; place++) setListed(place, label, 0)
}

/** How far below the best score those of the list reach; learned from row to row, 0 at first. */
let width: f64 = 0

/** The least score of the list: at most one more than fit on it reach that. */
function leastListed(scores: usize, best: f32): f32 {
  const listed = job.listed
  if (job.centerCount - 1 <= listed) return -3.4e38
  if (listed === 0) return Infinity
  const seats = (job.centerCount + 7) & ~7
  let fitting: f32 = Infinity
  width = max(1e-20, min(width > 0 ? width : job.farthest * job.farthest * 0.01, 1e37))
  for (let tries = 0; tries < 12; tries++) {
    const least = best - <f32>width
    const count = countScores(scores, seats, least) - 1
    if (count > listed) {
      if (fitting < Infinity) return fitting
      width *= count > 4 * listed ? 0.6 : 0.85
    } else {
      fitting = least
      if (4 * count >= 3 * listed) return fitting
      width *= 2 * count < listed ? 1.4 : 1.15
    }
  }
  return fitting
}

/** The nearest center of a row from the scores of all, the list of the next and the bounds that hold from now on. */
function choose(row: i32, square: f64, scores: usize): void {
  const seats = (job.centerCount + 7) & ~7
  const error = scoreError(square, shift)
  const best = greatestScore(scores, seats)
  const doubt = <f64>best - 2 * error
  // Where f32 is exact enough to leave no doubt, rounding to it must not.
  const doubtful = <f32>(doubt - Math.abs(doubt) * 2.4e-7 - 1e-30)
  const widest = leastListed(scores, best)
  // A list without all that are in doubt would say nothing of the rest.
  const least: f32 = widest > doubtful ? Infinity : widest
  const limits = f32x4.splat(min(least, doubtful))
  const start = listAt(row)
  const end = start + <usize>job.listed
  let place = start
  let label = -1
  let nearest: f64 = Infinity
  let near: f64 = Infinity
  let bestIsListed = false
  for (let o: usize = 0; o < (<usize>seats) << 2; o += 32) {
    for (let bits = passed(scores + o, limits); bits; bits &= bits - 1) {
      const center = <i32>(o >> 2) + ctz(bits)
      if (center >= job.centerCount) break
      const score = load<f32>(scores + ((<usize>center) << 2))
      const fits = score >= least
      if (score < doubtful) {
        const bound = distanceAbove(square, <f64>score, error)
        near = min(near, bound)
        setListed(place++, center, bound)
        continue
      }
      const other = squaredDistance(row, center)
      // Never two equal ones in the wrong order: centers come by in their order.
      if (other < nearest) {
        const lower = below(nearest)
        if (label >= 0) near = min(near, lower)
        if (label >= 0 && bestIsListed) setListed(place++, label, lower)
        label = center
        nearest = other
        bestIsListed = fits
      } else {
        const lower = below(other)
        near = min(near, lower)
        if (fits) setListed(place++, center, lower)
      }
    }
  }
  for (; place < end; place++) setListed(place, label, 0)
  // No score but those of the list is above this; without a list no score is above the best.
  const ring = least === -3.4e38 ? Infinity : distanceAbove(square, <f64>min(least, best), error)
  setLabel(row, label)
  setUpper(row, above(nearest))
  setRing(row, ring)
  setNear(row, min(near, ring))
  if (ring === Infinity) return
  store<f64>(scratch, load<f64>(scratch) + 1)
  store<f64>(scratch, load<f64>(scratch, 8) + max(0, ring - above(nearest)), 8)
}
