import type { Context } from '../core/index.ts'
import { doBlocks, instantiate } from './blocks.ts'
import { loadBuild } from './builds.ts'
import { largestMemory, layOut, takeMemory } from './neighbor-memory.ts'
import type { Neighbors } from './neighbors.ts'
import type { Points } from './points.ts'
import { powerOfTwoScale } from './power-of-two-scale.ts'
import { type NeighborKernel, prepareSide } from './prepare-side.ts'
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
}

const stage = 'nearest neighbors'

/**
 * The search on vectors of f32 with exact float64 refinement; see assembly/tile.ts for why nothing is missed.
 * Undefined where it cannot be done: numbers too large or too small to be scaled, or too much memory.
 */
export async function fastNeighbors(
  queries: Points,
  points: Points,
  k: number,
  plan: NeighborPlan,
  context: Context,
): Promise<Neighbors | undefined> {
  const columns = points.columnCount
  const scale = await powerOfTwoScale(queries, points, context)
  const layout = layOut(queries, points, k, plan.leafRows, plan.threads)
  if (scale === undefined || layout.totalBytes > largestMemory) return undefined
  const module = await loadBuild(plan.build, plan.shared)
  const memory = takeMemory(layout, columns, k, scale, plan.shared)
  if (!memory) return undefined
  const kernel = instantiate<NeighborKernel>(module, memory)
  kernel.open(0)
  await prepareSide(kernel, 0, memory, layout.points, { points }, plan.tree !== false, context)
  if (queries !== points) {
    await prepareSide(kernel, 1, memory, layout.queries, { points: queries }, plan.tree === true, context)
  }
  const { completed, distances, indices } = layout
  const blockCount = 2 ** layout.queries.levels
  const job = { module, memory, stage, blockCount, completed, threads: plan.threads, another: true }
  await doBlocks(kernel, job, context)
  const length = queries.rowCount * k
  const found = {
    k,
    indices: new Int32Array(new Int32Array(memory.buffer, indices, length)),
    distances: new Float64Array(new Float64Array(memory.buffer, distances, length)),
  }
  lendMemory(memory, plan.shared)
  return found
}
