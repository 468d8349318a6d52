import type { Context } from '../core/index.ts'
import { doBlocks, instantiate } from './blocks.ts'
import { loadBuild } from './builds.ts'
import type { NeighborPlan } from './fast-neighbors.ts'
import {
  largestMemory,
  layOut,
  mostQueriesOfLeaf,
  shortened,
  takeMemory,
  writeMode,
  writeSide,
} from './neighbor-memory.ts'
import { type NeighborKernel, prepareSide } from './prepare-side.ts'
import { extentOf, type RowSet, rowCountOf, sliceOf } from './row-set.ts'
import { lendMemory } from './spare-memory.ts'

/** What stands in the memory of a slice: lists of k, and one count a query. */
export interface SliceLists {
  readonly distances: Float64Array
  readonly indices: Int32Array
  readonly counts: Int32Array
}

/** One search by slices: what it writes before each, and what it reads afterwards. */
export interface SliceJob {
  readonly stage: string
  readonly k: number
  /** As in open-sets.ts. */
  readonly mode: number
  readonly limit: number
  write?(lists: SliceLists, from: number, to: number): void
  read(lists: SliceLists, from: number, to: number): void
}

/**
 * A search where the queries are in no order: they go by in slices, each copied and compared while it is in the caches,
 * so that memory is taken for the points and one slice. False where even that is too much.
 */
export async function sliceQueries(
  queries: RowSet,
  points: RowSet,
  { stage, k, mode, limit, write, read }: SliceJob,
  plan: NeighborPlan,
  context: Context,
): Promise<boolean> {
  const { leafRows, threads, sliceValues, shared } = plan
  const total = rowCountOf(queries)
  const extent = extentOf(points)
  const step = Math.min(total, Math.ceil(sliceValues / extent.columnCount / leafRows) * leafRows)
  const layout = layOut({ ...extent, rowCount: step }, extent, k, leafRows, threads)
  if (layout.totalBytes > largestMemory) return false
  const module = await loadBuild(plan.build, shared)
  const memory = takeMemory(layout, extent.columnCount, k, plan.scale, shared)
  if (!memory) return false
  writeMode(memory, layout, { mode, limit, offset: 0 })
  const kernel = instantiate<NeighborKernel>(module, memory)
  kernel.open(0)
  await prepareSide(kernel, 0, memory, layout.points, points, plan.tree !== false, context)
  const lists = {
    distances: new Float64Array(memory.buffer, layout.distances, step * k),
    indices: new Int32Array(memory.buffer, layout.indices, step * k),
    counts: new Int32Array(memory.buffer, layout.counts, step),
  }
  for (let from = 0; from < total; from += step) {
    const to = Math.min(from + step, total)
    const side = shortened(layout.queries, to - from, Math.min(leafRows, mostQueriesOfLeaf))
    writeSide(memory, 1, side)
    await prepareSide(kernel, 1, memory, side, sliceOf(queries, from, to), false, context)
    write?.(lists, from, to)
    const blockCount = 2 ** side.levels
    const progress = { before: from / total, share: (to - from) / total }
    const { completed } = layout
    await doBlocks(kernel, { module, memory, stage, blockCount, completed, threads, another: true, progress }, context)
    read(lists, from, to)
  }
  lendMemory(memory, shared)
  return true
}
