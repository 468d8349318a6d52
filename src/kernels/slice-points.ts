import type { Context } from '../core/index.ts'
import { doBlocks, instantiate } from './blocks.ts'
import { loadBuild } from './builds.ts'
import type { NeighborPlan } from './fast-neighbors.ts'
import { largestMemory, layOut, shortened, takeMemory, writeMode, writeSide } from './neighbor-memory.ts'
import type { Neighbors } from './neighbors.ts'
import { bounded, unfinished } from './open-sets.ts'
import { type NeighborKernel, prepareSide } from './prepare-side.ts'
import { extentOf, type RowSet, sliceOf } from './row-set.ts'
import { lendMemory } from './spare-memory.ts'

const noPoint = 0x7fffffff

/**
 * The search of fast-neighbors.ts where the points are in no order: they go by in slices, each copied, arranged and
 * compared with all queries while it is in the caches, so that memory is taken for the queries and one slice. The lists
 * of one slice are the bounds of the next; the result is the same. Undefined where even that is too much memory.
 */
export async function slicePoints(
  queries: RowSet,
  points: RowSet,
  k: number,
  plan: NeighborPlan,
  context: Context,
): Promise<Neighbors | undefined> {
  const { leafRows, threads, sliceValues, shared } = plan
  const { rowCount: total, columnCount } = extentOf(points)
  const asking = extentOf(queries)
  const step = Math.min(total, Math.ceil(sliceValues / columnCount / leafRows) * leafRows)
  const layout = layOut(asking, { rowCount: step, columnCount }, k, leafRows, threads)
  if (layout.totalBytes > largestMemory) return undefined
  const module = await loadBuild(plan.build, shared)
  const memory = takeMemory(layout, columnCount, k, plan.scale, shared)
  if (!memory) return undefined
  const kernel = instantiate<NeighborKernel>(module, memory)
  kernel.open(0)
  await prepareSide(kernel, 1, memory, layout.queries, queries, false, context)
  const indices = new Int32Array(memory.buffer, layout.indices, asking.rowCount * k).fill(noPoint)
  const distances = new Float64Array(memory.buffer, layout.distances, asking.rowCount * k).fill(Infinity)
  const blockCount = 2 ** layout.queries.levels
  for (let from = 0; from < total; from += step) {
    const to = Math.min(from + step, total)
    const side = shortened(layout.points, to - from, leafRows)
    writeSide(memory, 0, side)
    writeMode(memory, layout, { mode: to < total ? bounded + unfinished : bounded, limit: 0, offset: from })
    kernel.open(0)
    await prepareSide(kernel, 0, memory, side, sliceOf(points, from, to), false, context)
    const progress = { before: from / total, share: (to - from) / total }
    const job = { module, memory, stage: 'nearest neighbors', blockCount, threads, another: true, progress }
    await doBlocks(kernel, { ...job, completed: layout.completed }, context)
  }
  const found = { k, indices: new Int32Array(indices), distances: new Float64Array(distances) }
  lendMemory(memory, shared)
  return found
}
