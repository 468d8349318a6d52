import { breathe, type Context, inBlocks, type Random } from '../../core/index.ts'
import type { DetectionTask } from './define-detector.ts'

/** So many draws take about a millisecond. */
const atOnce = 4096

/** Rows drawn for one tree, ascending, and how often each was. */
export interface DrawnRows {
  readonly rows: Int32Array
  readonly times: Float64Array
}

/** Rows as one line, in which each takes as much room as it has weight. */
export interface RowLine {
  readonly rows: Int32Array
  /** Where each row begins; last, the length of the line. */
  readonly starts: Float64Array
}

/** Lays the rows of a task on a line. Weights that are below 1 on average, as shares are, are scaled up to 1. */
export function rowLine({ rows, weights }: DetectionTask): RowLine {
  let sum = 0
  for (const row of rows) sum += weights[row]!
  const scale = Math.max(1, rows.length / sum)
  const starts = new Float64Array(rows.length + 1)
  for (let place = 0; place < rows.length; place++) starts[place + 1] = starts[place]! + scale * weights[rows[place]!]!
  return { rows, starts }
}

/** How much room each row takes. */
export function roomOf({ starts }: RowLine): Float64Array {
  return starts.slice(1).map((end, place) => end - starts[place]!)
}

/**
 * Draws `count` rows, with replacement or without. A row of weight 3 is three rows, of which each may be drawn. Where
 * `count` reaches the sum of the weights nothing is left to chance: every row is in, with its weight.
 */
export async function drawRows(
  line: RowLine,
  count: number,
  replace: boolean,
  stream: Random,
  context: Context,
): Promise<DrawnRows> {
  const { rows, starts } = line
  const total = starts[rows.length]!
  if (!replace && count >= total) return { rows, times: roomOf(line) }
  const times = new Map<number, number>()
  const taken = new Set<number>()
  for (let drawn = 0; drawn < count; ) {
    await breathe(context)
    for (const at of stream.uniform(Math.min(atOnce, count - drawn), 0, total)) {
      const place = placeOf(starts, at)
      if (!replace) {
        const copy = Math.floor(at - starts[place]!) * rows.length + place
        if (taken.has(copy)) continue
        taken.add(copy)
      }
      times.set(place, (times.get(place) ?? 0) + 1)
      drawn++
    }
  }
  return inOrder(rows, times, context)
}

/** The rows that were drawn, by their places on the line. */
async function inOrder(rows: Int32Array, times: ReadonlyMap<number, number>, context: Context): Promise<DrawnRows> {
  const places = new Int32Array(times.size)
  let count = 0
  for (const place of times.keys()) {
    places[count++] = place
    if (count % atOnce === 0) await breathe(context)
  }
  places.sort()
  const drawn = { rows: new Int32Array(count), times: new Float64Array(count) }
  const work = (from: number, to: number): void => {
    for (let at = from; at < to; at++) {
      drawn.rows[at] = rows[places[at]!]!
      drawn.times[at] = times.get(places[at]!)!
    }
  }
  await inBlocks(count, context, work, atOnce)
  return drawn
}

/** The last row that begins at or before a place on the line. */
function placeOf(starts: Float64Array, at: number): number {
  let low = 0
  let high = starts.length - 2
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= at) low = middle
    else high = middle - 1
  }
  return low
}
