import { headBytes, largestMemory, newMemory } from '../neighbor-memory.ts'
import { roomFor, spareMemory } from '../spare-memory.ts'
import type { WasmMemory } from '../web-assembly.ts'

/** Rows of a block of work; as in assembly/clusters/job.ts. */
export const blockRows = 512

/** The shape of a clustering. */
export interface RoundShape {
  readonly rowCount: number
  readonly columnCount: number
  readonly centerCount: number
  /** How many centers each row keeps in mind. */
  readonly listed: number
  readonly threads: number
}

/** What the rounds on vectors have in memory, see assembly/clusters/job.ts; views and the addresses of them. */
export interface RoundMemory {
  readonly memory: WasmMemory
  readonly values: Float64Array
  readonly centers: Float64Array
  readonly middle: Float64Array
  readonly labels: Int32Array
  readonly near: Float64Array
  readonly ring: Float64Array
  readonly ways: Float64Array
  readonly movers: Int32Array
  readonly sums: Float64Array
  readonly settled: Uint8Array
  readonly addresses: { readonly [part in Part]: number }
  readonly scratchBytes: number
}

type Part = (typeof parts)[number] | 'completed'

// In the order of the job.
const parts = [
  ...(['values', 'centers', 'panels', 'halves', 'middle', 'labels', 'upper', 'near', 'ring', 'ids', 'bounds'] as const),
  ...(['ways', 'moverPanels', 'moverHalves', 'movers', 'scratch', 'sums', 'settled'] as const),
] as const

/** Undefined where it would be too much. */
export function takeRoundMemory(shape: RoundShape, shared: boolean): RoundMemory | undefined {
  const { rowCount, columnCount, centerCount, listed, threads } = shape
  const seats = Math.ceil(centerCount / 8) * 8
  const scratchBytes = Math.ceil((64 + 24 * columnCount + 8 + 32 * seats + 5 * blockRows) / 64) * 64
  const sizes: Record<Part, number> = {
    values: rowCount * columnCount * 8,
    centers: centerCount * columnCount * 8,
    panels: seats * columnCount * 4,
    halves: seats * 4,
    middle: columnCount * 8,
    labels: rowCount * 4,
    upper: rowCount * 8,
    near: rowCount * 8,
    ring: rowCount * 8,
    ids: rowCount * listed * 2,
    bounds: rowCount * listed * 4,
    ways: centerCount * 8,
    moverPanels: seats * columnCount * 4,
    moverHalves: seats * 4,
    movers: seats * 4,
    scratch: scratchBytes * threads,
    sums: centerCount * columnCount * 8,
    settled: centerCount,
    completed: Math.ceil(rowCount / blockRows),
  }
  let end = headBytes
  const addresses = Object.fromEntries(
    ([...parts, 'completed'] as const).map((part) => {
      const address = end
      end += Math.ceil(sizes[part] / 64) * 64
      return [part, address]
    }),
  ) as Record<Part, number>
  if (end > largestMemory) return undefined
  const memory = spareMemory(end, shared) ?? newMemory(roomFor(end), shared)
  if (!memory) return undefined
  const doubles = (part: Part) => new Float64Array(memory.buffer, addresses[part], sizes[part] / 8)
  const integers = (part: Part) => new Int32Array(memory.buffer, addresses[part], sizes[part] / 4)
  const [values, centers, middle, near, ring, ways, sums] = (
    ['values', 'centers', 'middle', 'near', 'ring', 'ways', 'sums'] as const
  ).map(doubles) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array]
  const settled = new Uint8Array(memory.buffer, addresses.settled, centerCount)
  const views = { values, centers, middle, near, ring, ways, sums, settled }
  return { memory, ...views, labels: integers('labels'), movers: integers('movers'), addresses, scratchBytes }
}

/** What changes from round to round. */
export interface RoundJob {
  readonly moverCount: number
  readonly fresh: boolean
  /** The norm of the farthest center, and how far the centers went so far, the one that went farthest in each round. */
  readonly farthest: number
  readonly wayOfAll: number
  readonly wayOfRest: number
  /** Whole numbers to a scaled unit where scores are made of such; 0 for f32. */
  readonly unit: number
}

/** Writes the job into the head. */
export function writeRound(memory: RoundMemory, shape: RoundShape, scale: number, job: RoundJob): void {
  const { rowCount, columnCount, centerCount, listed } = shape
  const { addresses: a, scratchBytes } = memory
  const words = [rowCount, columnCount, centerCount, listed, a.values, a.centers, a.panels, a.halves, a.middle]
  words.push(a.labels, a.upper, a.near, a.ring, a.ids, a.bounds, a.ways)
  words.push(job.moverCount, a.moverPanels, a.moverHalves, a.movers, a.scratch, scratchBytes, job.fresh ? 1 : 0)
  words.push(a.sums, a.settled)
  const { buffer } = memory.memory
  new Uint32Array(buffer, 64, words.length).set(words)
  new Float64Array(buffer, 168, 5).set([scale, job.farthest, job.wayOfAll, job.wayOfRest, job.unit])
}
