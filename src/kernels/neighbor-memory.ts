import type { Extent } from './row-set.ts'
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
  /** One a query. */
  readonly counts: number
  readonly keys: number
  readonly completed: number
  readonly totalBytes: number
}

const pageBytes = 65536
/** Where the 32 bits of an address end. */
export const largestMemory = 65535 * pageBytes

/** Leaves of queries are blocks of work: a few queries should still occupy all threads. */
export const mostQueriesOfLeaf = 64

/** Plans the memory of a search; no memory is taken yet. */
export function layOut(queries: Extent, points: Extent, k: number, leafRows: number, threads: number): NeighborLayout {
  const columns = points.columnCount
  let end = headBytes
  function take(bytes: number): number {
    const address = end
    end += Math.ceil(bytes / 64) * 64
    return address
  }
  function takeSide({ rowCount }: Extent, mostRows: number): SideLayout {
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
  const querySide = queries === points ? pointSide : takeSide(queries, Math.min(leafRows, mostQueriesOfLeaf))
  const seats = Math.ceil(points.rowCount / 8) * 8
  const panels = take(seats * columns * 4)
  const halves = take(seats * 4)
  const distances = take(querySide.rows * k * 8)
  const indices = take(querySide.rows * k * 4)
  const counts = take(querySide.rows * 4)
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
    counts,
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
  writeSide(memory, 0, layout.points)
  writeSide(memory, 1, layout.queries)
  return memory
}

/** Writes where the points (0) or the queries (1) are. */
export function writeSide(memory: WasmMemory, which: 0 | 1, side: SideLayout): void {
  new Uint32Array(memory.buffer, which === 0 ? 128 : 192, 8).set(sideWords(side))
}

/** How a search looks at its points (see open-sets.ts), and where they are a slice of more, which is the first. */
export interface SearchMode {
  readonly mode: number
  readonly limit: number
  readonly offset: number
}

/** Writes how to search; a memory that was taken anew searches plainly. */
export function writeMode(memory: WasmMemory, { counts }: NeighborLayout, { mode, limit, offset }: SearchMode): void {
  new Uint32Array(memory.buffer, 112, 4).set([mode, limit, counts, offset])
}

/** The place of a side for fewer rows. */
export function shortened(side: SideLayout, rows: number, leafRows: number): SideLayout {
  return { ...side, rows, levels: levelsFor(rows, leafRows) }
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
