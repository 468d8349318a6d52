import type { Context } from '../core/index.ts'
import { type BlockKernel, doBlocks, instantiate } from './blocks.ts'
import { hasSimd, kernelBuild, loadBuild } from './builds.ts'
import { type ForestField, type ForestRules, layOutForest, mostBatch, writeForest } from './forest-memory.ts'
import { largestMemory, newMemory } from './neighbor-memory.ts'

/** What one tree sees, and where its draws start. */
export interface TreeOrder {
  /** By place in the rows of the field: how often the tree sees the row. */
  readonly times: ArrayLike<number>
  /** By class: what weights are multiplied by. */
  readonly shares: Float64Array
  /** Four words. */
  readonly seeds: Uint32Array
}

/** A tree in preorder, its thresholds as ranks. */
export interface RankTree {
  /** The column of a split; −1 − its place among the leaves for a leaf. */
  readonly features: Int32Array
  /** The highest rank that goes left, and the lowest that goes right; 0 for a leaf. */
  readonly belows: Int32Array
  readonly aboves: Int32Array
  /** The right child; 0 for a leaf. */
  readonly rights: Int32Array
  /** `leaves × classes`: the weight of each class. */
  readonly leaves: Float64Array
}

/** Grows the trees of a forest in WebAssembly, each in one piece by any thread, by Gini impurity, depth first. */
export interface ForestKernel {
  /** How many trees are best asked for at once. */
  readonly batch: number
  /** Trees of at most `batch` orders; `done` of `total` were grown before. */
  grow(orders: readonly TreeOrder[], done: number, total: number, context: Context): Promise<RankTree[]>
}

/** Below so many visits of cells, a second thread has not even started when the first is done. */
const worthThreads = 2 ** 22

/**
 * Undefined where there is no WebAssembly here, or not the memory: models/trees then grows the same trees, bit for bit.
 * `trees` is how many there will be.
 */
export async function fastForest(
  field: ForestField,
  rules: ForestRules,
  trees: number,
  context: Context,
): Promise<ForestKernel | undefined> {
  if (!hasSimd()) return undefined
  const { threads, sharedMemory } = kernelBuild()
  const allowed = sharedMemory ? Math.max(1, Math.floor(context.workers ?? threads)) : 1
  const visits = field.rows.length * rules.columnsPerSplit * trees
  const used = trees > 1 && visits >= worthThreads ? Math.min(allowed, trees) : 1
  const batch = mostBatch(field, rules, used, trees)
  const layout = layOutForest(field, rules, used, batch)
  if (batch < 1 || layout.totalBytes > largestMemory) return undefined
  const shared = used > 1
  const memory = newMemory(layout.totalBytes, shared)
  if (!memory) return undefined
  const module = await loadBuild('trees', shared)
  await writeForest(memory, layout, field, rules, context)
  const kernel = instantiate<BlockKernel>(module, memory)
  kernel.open(0)
  const { buffer } = memory
  const count = field.rows.length
  const classes = field.classCount

  function read(place: number): RankTree {
    const at = layout.trees + place * layout.treeBytes
    const [nodes, leaves] = new Int32Array(buffer, at, 2) as unknown as [number, number]
    const cells = new Int32Array(buffer, at + 16, nodes * 4)
    const column = (part: number) => {
      const own = new Int32Array(nodes)
      for (let node = 0; node < nodes; node++) own[node] = cells[node * 4 + part]!
      return own
    }
    return {
      features: column(0),
      belows: column(1),
      aboves: column(2),
      rights: column(3),
      leaves: new Float64Array(buffer, at + layout.leaves, leaves * classes).slice(),
    }
  }

  return {
    batch,
    async grow(orders, done, total, within) {
      for (const [place, { times, shares, seeds }] of orders.entries()) {
        new Uint32Array(buffer, layout.times + place * count * 4, count).set(times)
        new Float64Array(buffer, layout.shares + place * classes * 8, classes).set(shares)
        new Uint32Array(buffer, layout.seeds + place * 16, 4).set(seeds)
      }
      const stage = 'grow trees'
      const { onProgress } = within
      const told = onProgress
        ? { ...within, onProgress: (now: { done: number }) => onProgress({ stage, done: done + now.done, total }) }
        : within
      const blocks = { module, memory, stage, blockCount: orders.length, completed: layout.completed, threads: used }
      await doBlocks(kernel, { ...blocks, another: true }, told)
      return orders.map((_, place) => read(place))
    },
  }
}
