import { breathe, type Context } from '../core/index.ts'
import { cellCount, type Design } from './design.ts'

/** So many multiplications between two breaths take about a millisecond. */
const breath = 500_000

/** How many cells a row has, on average, at least 1. */
export function cellsPerRow(design: Design): number {
  return Math.max(1, cellCount(design) / Math.max(1, design.rowCount))
}

/** Goes through the rows of a design in blocks whose cells stay in the cache, and breathes as `costOfRow` adds up. */
export async function inRowBlocks(
  design: Design,
  costOfRow: number,
  context: Context,
  work: (from: number, to: number) => void,
): Promise<void> {
  const { rowCount } = design
  const block = Math.max(16, Math.min(1024, Math.floor(16_384 / cellsPerRow(design))))
  let cost = 0
  for (let from = 0; from < rowCount; from += block) {
    const to = Math.min(rowCount, from + block)
    work(from, to)
    cost += (to - from) * costOfRow
    if (cost < breath) continue
    cost = 0
    await breathe(context)
  }
}
