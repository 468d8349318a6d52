import type { Context } from '../core/index.ts'
import { doBlocks, instantiate } from './blocks.ts'
import { loadBuild } from './builds.ts'
import { largestMemory, layOut, takeMemory } from './neighbor-memory.ts'
import type { Neighbors } from './neighbors.ts'
import type { Points } from './points.ts'
import { type NeighborKernel, prepareSide } from './prepare-side.ts'
import { extentOf, type RowSet, rowSetOf } from './row-set.ts'
import { lendMemory } from './spare-memory.ts'

/** How a search is done. None of it changes the result. */
export interface NeighborPlan {
  readonly build: 'relaxed-simd' | 'simd'
  readonly shared: boolean
  readonly threads: number
  /** Whether rows are first ordered into a tree, so that far leaves can be passed over: `'points'` leaves queries as they are. */
  readonly tree: boolean | 'points'
  /** At most so many rows stand in a leaf. */
  readonly leafRows: number
  /** Of sides that go by in slices, about so many numbers at a time. */
  readonly sliceValues: number
  /** Numbers times this are of a size that f32 can hold. */
  readonly scale: number
}

const stage = 'nearest neighbors'

/**
 * The search on vectors of f32 with exact float64 refinement; see assembly/tile.ts for why nothing is missed.
 * Undefined where it takes too much memory.
 */
export async function fastNeighbors(
  queries: Points | RowSet,
  points: Points | RowSet,
  k: number,
  plan: NeighborPlan,
  context: Context,
): Promise<Neighbors | undefined> {
  const asking = rowSetOf(queries)
  const among = rowSetOf(points)
  const same = queries === points
  const columns = among.points.columnCount
  const pointExtent = extentOf(among)
  const queryExtent = same ? pointExtent : extentOf(asking)
  const layout = layOut(queryExtent, pointExtent, k, plan.leafRows, plan.threads)
  if (layout.totalBytes > largestMemory) return undefined
  const module = await loadBuild(plan.build, plan.shared)
  const memory = takeMemory(layout, columns, k, plan.scale, plan.shared)
  if (!memory) return undefined
  const kernel = instantiate<NeighborKernel>(module, memory)
  kernel.open(0)
  await prepareSide(kernel, 0, memory, layout.points, among, plan.tree !== false, context)
  if (!same) {
    await prepareSide(kernel, 1, memory, layout.queries, asking, plan.tree === true, context)
  }
  const { completed, distances, indices } = layout
  const blockCount = 2 ** layout.queries.levels
  const job = { module, memory, stage, blockCount, completed, threads: plan.threads, another: true }
  await doBlocks(kernel, job, context)
  const length = queryExtent.rowCount * k
  const found = {
    k,
    indices: new Int32Array(new Int32Array(memory.buffer, indices, length)),
    distances: new Float64Array(new Float64Array(memory.buffer, distances, length)),
  }
  lendMemory(memory, plan.shared)
  return found
}
