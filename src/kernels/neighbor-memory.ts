import type { Points } from './points.ts'
import { headBytes, roomFor, spareMemory } from './spare-memory.ts'
import { type WasmMemory, webAssembly } from './web-assembly.ts'

export { headBytes } from './spare-memory.ts'

/** Where one side of a search, queries or points, lies in the memory of a job; addresses in bytes. */
export interface SideLayout {
  readonly rows: number
  /** Its tree has 2^levels leaves. */
  readonly levels: number
  readonly values: number
  readonly order: number
  readonly low: number
  readonly high: number
  readonly center: number
  readonly radius: number
}

/** The memory of one search. It must agree with assembly/job.ts. */
export interface NeighborLayout {
  readonly points: SideLayout
  /** The same as `points` where rows are searched among themselves. */
  readonly queries: SideLayout
  readonly scratch: number
  readonly scratchBytes: number
  readonly panels: number
  readonly halves: number
  readonly distances: number
  readonly indices: number
  readonly keys: number
  readonly completed: number
  readonly totalBytes: number
}

const pageBytes = 65536
/** Where the 32 bits of an address end. */
export const largestMemory = 65535 * pageBytes

/** Plans the memory of a search; no memory is taken yet. */
export function layOut(queries: Points, points: Points, k: number, leafRows: number, threads: number): NeighborLayout {
  const columns = points.columnCount
  let end = headBytes
  function take(bytes: number): number {
    const address = end
    end += Math.ceil(bytes / 64) * 64
    return address
  }
  function takeSide({ rowCount }: Points, mostRows: number): SideLayout {
    const levels = levelsFor(rowCount, mostRows)
    const leaves = 2 ** levels
    return {
      rows: rowCount,
      levels,
      values: take(rowCount * columns * 8),
      order: take(rowCount * 4),
      low: take(2 * leaves * columns * 8),
      high: take(2 * leaves * columns * 8),
      center: take(leaves * columns * 8),
      radius: take(leaves * 16),
    }
  }
  const pointSide = takeSide(points, leafRows)
  // A leaf of queries is a block of work: a few queries should still occupy all threads.
  const querySide = queries === points ? pointSide : takeSide(queries, Math.min(leafRows, 64))
  const seats = Math.ceil(points.rowCount / 8) * 8
  const panels = take(seats * columns * 4)
  const halves = take(seats * 4)
  const distances = take(querySide.rows * k * 8)
  const indices = take(querySide.rows * k * 4)
  const keys = take(Math.max(pointSide.rows, querySide.rows) * 8)
  const completed = take(2 ** querySide.levels)
  const scratchBytes = scratchBytesFor(columns, pointSide.levels)
  const scratch = take(scratchBytes * threads)
  return {
    points: pointSide,
    queries: querySide,
    scratch,
    scratchBytes,
    panels,
    halves,
    distances,
    indices,
    keys,
    completed,
    totalBytes: end,
  }
}

/** Takes the memory and writes the job into its head; undefined where the machine cannot give so much. */
export function takeMemory(
  layout: NeighborLayout,
  columns: number,
  k: number,
  scale: number,
  shared: boolean,
): WasmMemory | undefined {
  const memory = spareMemory(layout.totalBytes, shared) ?? newMemory(roomFor(layout.totalBytes), shared)
  if (!memory) return undefined
  const same = layout.queries === layout.points ? 1 : 0
  const { scratch, scratchBytes, panels, halves, distances, indices, keys } = layout
  const job = [columns, k, same, scratch, scratchBytes, panels, halves, distances, indices, keys]
  new Uint32Array(memory.buffer, 64, job.length).set(job)
  new Float64Array(memory.buffer, 64 + job.length * 4, 1)[0] = scale
  new Uint32Array(memory.buffer, 128, 8).set(sideWords(layout.points))
  new Uint32Array(memory.buffer, 192, 8).set(sideWords(layout.queries))
  return memory
}

/** Undefined where the machine cannot give so much. */
export function newMemory(bytes: number, shared: boolean): WasmMemory | undefined {
  const pages = Math.ceil(bytes / pageBytes)
  try {
    return new webAssembly!.Memory({ initial: pages, maximum: shared ? pages : 65536, shared })
  } catch {
    return undefined
  }
}

/** A side as assembly/job.ts reads it. */
export function sideWords({ rows, levels, values, order, low, high, center, radius }: SideLayout): number[] {
  return [rows, levels, values, order, low, high, center, radius]
}

/** For each thread: four queries packed and four relative, slots, the heap of nodes; while splitting, three rows. */
export function scratchBytesFor(columns: number, levels: number): number {
  const heapBytes = (2 ** levels + 2) * 12
  return Math.ceil(((columns + 4) * 32 + 64 + heapBytes) / 64) * 64
}

/** Leaves begin at multiples of 8 rows, so whole groups of 8 are dealt out. */
export function levelsFor(rows: number, leafRows: number): number {
  const groups = Math.ceil(rows / 8)
  let levels = 0
  while (Math.ceil(groups / 2 ** levels) * 8 > leafRows) levels++
  return levels
}
