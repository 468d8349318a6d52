import type { Context } from '../core/index.ts'
import { doBlocks, instantiate } from './blocks.ts'
import { loadBuild } from './builds.ts'
import type { NeighborPlan } from './fast-neighbors.ts'
import {
  headBytes,
  largestMemory,
  levelsFor,
  newMemory,
  type SideLayout,
  scratchBytesFor,
  sideWords,
} from './neighbor-memory.ts'
import { type NeighborKernel, prepareSide } from './prepare-side.ts'
import type { RowSet } from './row-set.ts'
import { lendMemory, roomFor, spareMemory } from './spare-memory.ts'
import type { WasmMemory } from './web-assembly.ts'

/** How a search looks at points: a sum of these, or 0. They must agree with assembly/job.ts. */
export const bounded = 1
export const counting = 2
export const ownLeaf = 4
export const unfinished = 8

/** One search among the rows of two sets. */
export interface SetSearch {
  /** Of which set the queries are, and of which the points. Within one set a row does not find itself. */
  readonly queries: 0 | 1
  readonly points: 0 | 1
  readonly k: number
  readonly mode: number
  readonly limit?: number
}

/** Two sets of rows that stay in the memory of the kernels, so that one tree a set serves several searches. */
export interface OpenSets {
  search(job: SetSearch, context: Context): Promise<void>
  /** `queries × k`: what the last search found, or the bounds of the next. */
  distances(length: number): Float64Array
  indices(length: number): Int32Array
  /** One a query. */
  counts(length: number): Int32Array
  /** Gives the memory back: what was read from it must have been copied. */
  close(): void
}

interface SetLayout extends SideLayout {
  readonly panels: number
  readonly halves: number
}

/**
 * Takes a memory for two sets of rows. Each is copied there and ordered into a tree when a search first needs it; the
 * lists have room for `mostListed` points for each row of the first. Undefined where it takes too much memory.
 */
export async function openSets(
  sets: readonly [RowSet, RowSet],
  mostListed: number,
  plan: NeighborPlan,
  stage: string,
): Promise<OpenSets | undefined> {
  const columns = sets[0].points.columnCount
  const { leafRows, threads, scale } = plan
  let end = headBytes
  function take(bytes: number): number {
    const address = end
    end += Math.ceil(bytes / 64) * 64
    return address
  }
  const sides = sets.map(({ points, rows }): SetLayout => {
    const count = rows?.length ?? points.rowCount
    const levels = levelsFor(count, leafRows)
    const leaves = 2 ** levels
    const seats = Math.ceil(count / 8) * 8
    return {
      rows: count,
      levels,
      values: take(count * columns * 8),
      order: take(count * 4),
      low: take(2 * leaves * columns * 8),
      high: take(2 * leaves * columns * 8),
      center: take(leaves * columns * 8),
      radius: take(leaves * 16),
      panels: take(seats * columns * 4),
      halves: take(seats * 4),
    }
  })
  const most = Math.max(sides[0]!.rows, sides[1]!.rows)
  const levels = Math.max(sides[0]!.levels, sides[1]!.levels)
  const distances = take(sides[0]!.rows * mostListed * 8)
  const indices = take(sides[0]!.rows * mostListed * 4)
  const counts = take(sides[0]!.rows * 4)
  const keys = take(most * 8)
  const completed = take(2 ** levels)
  const scratchBytes = scratchBytesFor(columns, levels)
  const scratch = take(scratchBytes * threads)
  if (end > largestMemory) return undefined
  const module = await loadBuild(plan.build, plan.shared)
  const memory = spareMemory(end, plan.shared) ?? newMemory(roomFor(end), plan.shared)
  if (!memory) return undefined
  const kernel = instantiate<NeighborKernel>(module, memory)

  function write({ queries, points, k, mode, limit = 0 }: SetSearch): void {
    const { panels, halves } = sides[points]!
    const same = queries === points ? 1 : 0
    const job = [columns, k, same, scratch, scratchBytes, panels, halves, distances, indices, keys]
    new Uint32Array(memory!.buffer, 64, job.length).set(job)
    new Float64Array(memory!.buffer, 104, 1)[0] = scale
    new Uint32Array(memory!.buffer, 112, 4).set([mode, limit, counts, 0])
    new Uint32Array(memory!.buffer, 128, 8).set(sideWords(sides[points]!))
    new Uint32Array(memory!.buffer, 192, 8).set(sideWords(sides[queries]!))
    kernel.open(0)
  }
  const ready = [false, false]
  async function prepare(set: 0 | 1, within: Context): Promise<void> {
    if (ready[set]) return
    write({ queries: set, points: set, k: 1, mode: 0 })
    await prepareSide(kernel, 0, memory as WasmMemory, sides[set]!, sets[set], plan.tree !== false, within)
    ready[set] = true
  }
  return {
    async search(job, within) {
      await prepare(job.queries, within)
      await prepare(job.points, within)
      write(job)
      const blockCount = 2 ** sides[job.queries]!.levels
      const blocks = { module, memory: memory as WasmMemory, stage, blockCount, completed, threads, another: true }
      await doBlocks(kernel, blocks, within)
    },
    distances: (length) => new Float64Array(memory.buffer, distances, length),
    indices: (length) => new Int32Array(memory.buffer, indices, length),
    counts: (length) => new Int32Array(memory.buffer, counts, length),
    close: () => lendMemory(memory, plan.shared),
  }
}
