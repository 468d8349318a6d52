import { breathe, type Context } from '../core/index.ts'
import { instantiate } from './blocks.ts'
import { kernelBuild, loadBuild } from './builds.ts'
import { fillPanels, panelCount } from './dense-panels.ts'
import { headBytes, largestMemory, newMemory } from './neighbor-memory.ts'
import { plainDistancesToLater } from './plain-distance-sum.ts'
import type { Points } from './points.ts'

interface SumKernel {
  distancesToLater(panels: number, columns: number, rows: number, row: number): number
}

/** From a row, the sum of its distances to all later rows. */
type ToLater = (row: number) => number

const worthVectors = 1 << 20
const cellsPerSlice = 1 << 23

/**
 * The sum of the Euclidean distances between all pairs of the points, each pair once: row by row, in float64. The result
 * is the same on every machine. It looks at every pair: do not ask it of more than some ten thousands of points.
 */
export async function sumDistances(points: Points, context: Context = {}): Promise<number> {
  const { rowCount, columnCount } = points
  const worth = rowCount * rowCount * columnCount >= worthVectors
  const toLater = (worth && (await fastToLater(points))) || ((row: number) => plainDistancesToLater(points, row))
  let sum = 0
  let waiting = 0
  for (let row = 0; row < rowCount; row++) {
    sum += toLater(row)
    waiting += (rowCount - row) * (columnCount + 4)
    if (waiting < cellsPerSlice) continue
    waiting = 0
    await breathe(context, { stage: 'measuring distances', done: row, total: rowCount })
  }
  return sum
}

/** Undefined where there are no vectors, or not the memory. */
export async function fastToLater({ data, rowCount, columnCount }: Points): Promise<ToLater | undefined> {
  const { build } = kernelBuild()
  const cells = panelCount(rowCount) * 8 * columnCount
  const bytes = headBytes + 8 * cells
  if (build === 'plain' || columnCount === 0 || bytes > largestMemory) return undefined
  const memory = newMemory(bytes, false)
  if (!memory) return undefined
  const rows = Int32Array.from({ length: rowCount }, (_, row) => row)
  fillPanels(data, columnCount, rows, new Float64Array(memory.buffer, headBytes, cells), 0, rowCount)
  const { distancesToLater } = instantiate<SumKernel>(await loadBuild(build, false), memory)
  return (row) => distancesToLater(headBytes, columnCount, rowCount, row)
}
