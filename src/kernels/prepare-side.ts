import { breathe, type Context } from '../core/index.ts'
import type { BlockKernel } from './blocks.ts'
import type { SideLayout } from './neighbor-memory.ts'
import type { RowSet } from './row-set.ts'
import { takeInto } from './take-points.ts'
import type { WasmMemory } from './web-assembly.ts'

/** What assembly/index.ts exports for searches. */
export interface NeighborKernel extends BlockKernel {
  splitNode(side: number, level: number, index: number): void
  arrangeLeaf(side: number, leaf: number, withPanels: number): void
  joinBoxes(side: number): void
}

const valuesPerSlice = 1 << 21

/** Copies the rows of one side, orders them and arranges their leaves; side 0 is that of the points. */
export async function prepareSide(
  kernel: NeighborKernel,
  side: 0 | 1,
  memory: WasmMemory,
  { rows: count, levels, values, order }: SideLayout,
  { points, rows }: RowSet,
  tree: boolean,
  context: Context,
): Promise<void> {
  const { data, columnCount } = points
  const copy = new Float64Array(memory.buffer, values, count * columnCount)
  const step = Math.max(1, Math.floor(valuesPerSlice / columnCount))
  for (let from = 0; from < count; from += step) {
    const to = Math.min(from + step, count)
    if (rows) takeInto(copy.subarray(from * columnCount), points, rows, from, to)
    else copy.set(data.subarray(from * columnCount, to * columnCount), from * columnCount)
    await breathe(context)
  }
  const rowAt = new Int32Array(memory.buffer, order, count)
  for (let position = 0; position < count; position++) rowAt[position] = position
  // One half is done with before the other is begun: its rows are then still in the cache.
  async function arrange(level: number, index: number): Promise<void> {
    if (level === levels) kernel.arrangeLeaf(side, index, side === 0 ? 1 : 0)
    else if (tree) kernel.splitNode(side, level, index)
    await breathe(context)
    if (level === levels) return
    await arrange(level + 1, 2 * index)
    await arrange(level + 1, 2 * index + 1)
  }
  await arrange(0, 0)
  kernel.joinBoxes(side)
}
