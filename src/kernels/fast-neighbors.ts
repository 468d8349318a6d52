import { breathe, type Context } from '../core/index.ts'
import { type BlockKernel, doBlocks, instantiate } from './blocks.ts'
import { loadBuild } from './builds.ts'
import { largestMemory, layOut, type SideLayout, takeMemory } from './neighbor-memory.ts'
import type { Neighbors } from './neighbors.ts'
import type { Points } from './points.ts'
import { powerOfTwoScale } from './power-of-two-scale.ts'
import type { WasmMemory } from './web-assembly.ts'

/** How a search is done. None of it changes the result. */
export interface NeighborPlan {
  readonly build: 'relaxed-simd' | 'simd'
  readonly shared: boolean
  readonly threads: number
  /** Whether rows are first ordered into a tree, so that far leaves can be passed over. */
  readonly tree: boolean
  /** At most so many rows stand in a leaf. */
  readonly leafRows: number
}

interface NeighborKernel extends BlockKernel {
  splitNode(side: number, level: number, index: number): void
  arrangeLeaf(side: number, leaf: number, withPanels: number): void
  joinBoxes(side: number): void
}

const stage = 'nearest neighbors'
const valuesPerSlice = 1 << 21

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
  await prepare(kernel, 0, memory, layout.points, points, plan.tree, context)
  if (queries !== points) await prepare(kernel, 1, memory, layout.queries, queries, plan.tree, context)
  const { completed, distances, indices } = layout
  const blockCount = 2 ** layout.queries.levels
  await doBlocks(kernel, { module, memory, stage, blockCount, completed, threads: plan.threads }, context)
  const length = queries.rowCount * k
  return {
    k,
    indices: new Int32Array(new Int32Array(memory.buffer, indices, length)),
    distances: new Float64Array(new Float64Array(memory.buffer, distances, length)),
  }
}

/** Copies the rows of one side, orders them and arranges their leaves. */
async function prepare(
  kernel: NeighborKernel,
  side: 0 | 1,
  memory: WasmMemory,
  { rows, levels, values, order }: SideLayout,
  { data }: Points,
  tree: boolean,
  context: Context,
): Promise<void> {
  const copy = new Float64Array(memory.buffer, values, data.length)
  for (let at = 0; at < data.length; at += valuesPerSlice) {
    copy.set(data.subarray(at, at + valuesPerSlice), at)
    await breathe(context)
  }
  const rowAt = new Int32Array(memory.buffer, order, rows)
  for (let position = 0; position < rows; position++) rowAt[position] = position
  for (let level = 0; tree && level < levels; level++) {
    for (let index = 0; index < 2 ** level; index++) {
      kernel.splitNode(side, level, index)
      await breathe(context)
    }
  }
  for (let leaf = 0; leaf < 2 ** levels; leaf++) {
    kernel.arrangeLeaf(side, leaf, side === 0 ? 1 : 0)
    await breathe(context)
  }
  kernel.joinBoxes(side)
}
