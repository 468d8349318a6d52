import { breathe, type Context } from '../../core/index.ts'
import type { Points } from '../points.ts'
import type { Segments } from './segments.ts'

/**
 * Where rows lie on their segments, one entry a row. With ends p and q, a share t and any point x,
 * |x − s|² = (1 − t)·|x − p|² + t·|x − q|² − t·(1 − t)·|p − q|² for the place s, from which the row is off by `slack`.
 */
export interface MeasuredSegments {
  /** Rows of the points; −1 where a row lies on no segment. */
  readonly first: Int32Array
  readonly second: Int32Array
  readonly share: Float64Array
  /** t·(1 − t)·|p − q|². */
  readonly curve: Float64Array
  readonly slack: Float64Array
}

const rowsPerSlice = 2048
/** Rounding errs by so much of the length of a segment at most. */
const rounding = 1e-9
/** Rows that are farther off, as a share of that length, count as lying on none. */
const farthestOff = 1e-6

/** Measures some rows; one that is not where it is said to be gets −1. */
export async function measureSegments(
  points: Points,
  rows: Int32Array,
  segments: Segments,
  context: Context,
): Promise<MeasuredSegments> {
  const measured: MeasuredSegments = {
    first: rows.map((row) => segments.first[row]!),
    second: rows.map((row) => segments.second[row]!),
    share: new Float64Array(rows.length),
    curve: new Float64Array(rows.length),
    slack: new Float64Array(rows.length),
  }
  for (let start = 0; start < rows.length; start += rowsPerSlice) {
    await breathe(context)
    const end = Math.min(start + rowsPerSlice, rows.length)
    for (let index = start; index < end; index++)
      if (measured.first[index]! >= 0) measure(points, rows, index, measured)
  }
  return measured
}

function measure({ data, columnCount }: Points, rows: Int32Array, index: number, measured: MeasuredSegments): void {
  const s = rows[index]! * columnCount
  const p = measured.first[index]! * columnCount
  const q = measured.second[index]! * columnCount
  let square = 0
  let along = 0
  for (let column = 0; column < columnCount; column++) {
    const difference = data[q + column]! - data[p + column]!
    square += difference * difference
    along += difference * (data[s + column]! - data[p + column]!)
  }
  const share = square > 0 ? Math.min(1, Math.max(0, along / square)) : 0
  let off = 0
  for (let column = 0; column < columnCount; column++) {
    const difference = data[s + column]! - data[p + column]! - share * (data[q + column]! - data[p + column]!)
    off += difference * difference
  }
  const length = Math.sqrt(square)
  const slack = Math.sqrt(off) + rounding * length
  if (!(slack <= farthestOff * length)) {
    measured.first[index] = -1
    measured.second[index] = -1
    return
  }
  measured.share[index] = share
  measured.curve[index] = share * (1 - share) * square
  measured.slack[index] = slack
}

/**
 * By how much the squared distance of the nearer end may exceed that of the row: within r of the row means within r + s of
 * its place on the segment, s being the slack, and (r + s)² is at most (1 + 1e-6)·r² + (1 + 1e6)·s².
 */
export function extentOf({ curve, slack }: MeasuredSegments, index: number): number {
  return curve[index]! + slack[index]! * slack[index]! * (1 + 1e6)
}
