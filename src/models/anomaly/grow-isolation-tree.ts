import { breathe, type Context, type Progress } from '../../core/index.ts'
import type { Tree } from '../trees/tree.ts'
import type { DrawBuffer } from './draw-buffer.ts'
import { averagePathLength } from './path-length.ts'
import type { SampleCells } from './sample-cells.ts'

/** A node that is still to be made: its rows, how deep it lies, the columns that may differ, whose right child it is. */
interface Waiting {
  readonly from: number
  readonly to: number
  readonly depth: number
  readonly open: number
  readonly parent: number
}

/** So many cells between two breaths take about a millisecond. */
const breath = 500_000

/**
 * Grows a tree that sets rows apart by chance: each node asks for a column drawn from those in which its rows differ,
 * at a threshold drawn between their least and their greatest value, until a row is alone or `depthLimit` is reached.
 * The one number of a leaf is the length of the way to its rows: its depth, and what so many rows would still need.
 */
export async function growIsolationTree(
  { rowCount, columns, cells }: SampleCells,
  times: Float64Array,
  depthLimit: number,
  draws: DrawBuffer,
  context: Context,
  progress: Progress,
): Promise<Tree> {
  const rows = Int32Array.from(times.keys())
  // The columns in which the rows of the node at hand may differ stand first.
  const places = Int32Array.from(columns.keys())
  const features: number[] = []
  const thresholds: number[] = []
  const rights: number[] = []
  const lengths: number[] = []
  const waiting: Waiting[] = [{ from: 0, to: rowCount, depth: 0, open: places.length, parent: -1 }]
  let work = 0
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { from, to, depth, parent } = next
    let { open } = next
    const node = features.length
    if (parent >= 0) rights[parent] = node
    let place = -1
    let low = 0
    let high = 0
    const isLeaf = depth >= depthLimit || areEqual(rows, from, to, cells, places, open, rowCount)
    while (!isLeaf) {
      const drawn = draws.between(0, open)
      const start = places[drawn]! * rowCount
      low = Infinity
      high = -Infinity
      for (let at = from; at < to; at++) {
        const value = cells[start + rows[at]!]!
        if (value < low) low = value
        if (value > high) high = value
      }
      work += to - from
      if (low < high) {
        place = places[drawn]!
        break
      }
      // What is the same here is the same in all nodes below.
      open--
      const constant = places[drawn]!
      places[drawn] = places[open]!
      places[open] = constant
    }
    rights.push(0)
    if (isLeaf) {
      let count = 0
      for (let at = from; at < to; at++) count += times[rows[at]!]!
      features.push(-1 - lengths.length)
      thresholds.push(NaN)
      lengths.push(depth + averagePathLength(count))
      continue
    }
    const drawn = low + draws.uniform() * (high - low)
    const threshold = drawn < high ? drawn : low
    const middle = partition(rows, from, to, cells, place * rowCount, threshold)
    features.push(columns[place]!)
    thresholds.push(threshold)
    waiting.push({ from: middle, to, depth: depth + 1, open, parent: node })
    waiting.push({ from, to: middle, depth: depth + 1, open, parent: -1 })
    if (work < breath) continue
    work = 0
    await breathe(context, progress)
  }
  return {
    features: Int32Array.from(features),
    thresholds: Float64Array.from(thresholds),
    rights: Int32Array.from(rights),
    distributions: Float64Array.from(lengths),
  }
}

/** Whether some rows have the same values in all columns that may differ; one row alone has. */
function areEqual(
  rows: Int32Array,
  from: number,
  to: number,
  cells: Float64Array,
  places: Int32Array,
  open: number,
  rowCount: number,
): boolean {
  for (let at = from + 1; at < to; at++) {
    for (let p = 0; p < open; p++) {
      const start = places[p]! * rowCount
      if (cells[start + rows[at]!] !== cells[start + rows[from]!]) return false
    }
  }
  return true
}

/** Puts the rows whose value is at most the threshold first; gives where the others begin. */
function partition(
  rows: Int32Array,
  from: number,
  to: number,
  cells: Float64Array,
  start: number,
  threshold: number,
): number {
  let left = from
  for (let at = from; at < to; at++) {
    const row = rows[at]!
    if (cells[start + row]! > threshold) continue
    rows[at] = rows[left]!
    rows[left++] = row
  }
  return left
}
