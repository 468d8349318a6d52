import { breathe, type Context, DataError } from '../core/index.ts'
import { type BlockKernel, doBlocks, instantiate } from './blocks.ts'
import { hasSimd, kernelBuild, loadBuild } from './builds.ts'
import type { GradientHistograms, HistogramShape } from './histograms.ts'
import { binStarts } from './plain-histograms.ts'
import { type WasmMemory, webAssembly } from './web-assembly.ts'

/** What assembly/histograms exports. */
interface HistogramKernel extends BlockKernel {
  gatherPairs(pairs: number, rows: number, count: number, ordered: number): void
  subtractBins(sums: number, less: number, counts: number, fewer: number, bins: number): void
  divideRows(cells: number, goesLeft: number, rows: number, count: number, aside: number): number
}

/** Below so many cells a leaf is through before another thread has woken. */
const worthThreads = 2 ** 21
/** About 3 ms of work. */
const budget = 1e7
/** How many columns a block has; as in assembly/histograms/columns.ts. */
const blockColumns = 4
const headBytes = 2048
const jobAt = 64
const pageBytes = 65536
const mostPages = 65535
/** A Float64Array view must begin at a multiple of 8; whole lines of the cache are better still. */
const align = (bytes: number) => Math.ceil(bytes / 64) * 64

/** Undefined where WebAssembly has no vectors here, or not enough memory for the data. */
export async function fastHistograms(
  { rowCount, binCounts }: HistogramShape,
  { workers }: Context = {},
): Promise<GradientHistograms | undefined> {
  if (!hasSimd()) return undefined
  const columnCount = binCounts.length
  const blockCount = Math.ceil(columnCount / blockColumns)
  const build = kernelBuild()
  const allowed = Math.min(blockCount, Math.max(1, Math.floor(workers ?? build.threads)))
  const threads = build.sharedMemory && rowCount * columnCount >= worthThreads ? allowed : 1
  const starts = binStarts(binCounts)
  const binCount = starts[columnCount]!
  let end = headBytes
  function take(bytes: number): number {
    const address = end
    end += align(bytes)
    return address
  }
  const goesLeftAt = take(256)
  const cellsAt = take(rowCount * columnCount)
  const pairsAt = take(rowCount * 8)
  const orderedAt = take(rowCount * 8)
  const rowsAt = take(rowCount * 4)
  const asideAt = take(rowCount * 4)
  const wholeCountsAt = take(binCount * 4)
  const startsAt = take((columnCount + 1) * 4)
  const completed = take(blockCount)
  const slotsAt = end
  const countsOffset = align(binCount * 16)
  const slotBytes = countsOffset + align(binCount * 4)
  // Room for a tree of 31 leaves at once where that is small; more is taken when it is needed.
  const pages = Math.ceil((slotsAt + slotBytes * Math.min(32, 2 ** 24 / slotBytes)) / pageBytes)
  const memory = takeMemory(pages, threads > 1)
  if (!memory) return undefined
  const module = await loadBuild('histograms', threads > 1)
  const kernel = instantiate<HistogramKernel>(module, memory)
  new Uint32Array(memory.buffer, startsAt, columnCount + 1).set(starts)
  let isCounted = false
  let slots = 0
  let free: number[] = []

  const sumsAt = (slot: number) => slotsAt + slot * slotBytes
  const countsAt = (slot: number) => sumsAt(slot) + countsOffset

  /** Fills a histogram by the job that stands in the memory. */
  async function addUp(cells: number, context: Context): Promise<void> {
    if (threads > 1 && cells >= worthThreads) {
      const job = { module, memory: memory!, stage: 'build histograms', blockCount, completed, threads, another: true }
      return doBlocks(kernel, job, { signal: context.signal })
    }
    for (let block = 0; block < blockCount; block++) {
      kernel.begin(block)
      while (kernel.advance(budget) === 0) await breathe(context)
      if (cells >= worthThreads) await breathe(context)
    }
  }

  return {
    get bins() {
      return new Uint8Array(memory.buffer, cellsAt, rowCount * columnCount)
    },
    get pairs() {
      return new Float32Array(memory.buffer, pairsAt, rowCount * 2)
    },
    get rows() {
      return new Int32Array(memory.buffer, rowsAt, rowCount)
    },

    reset() {
      const rows = new Int32Array(memory.buffer, rowsAt, rowCount)
      for (let row = 0; row < rowCount; row++) rows[row] = row
      free = Array.from({ length: slots }, (_, i) => slots - 1 - i)
    },

    takeSlot() {
      const slot = free.pop()
      if (slot !== undefined) return slot
      const missing = slotsAt + (slots + 1) * slotBytes - memory.buffer.byteLength
      if (missing > 0) grow(memory, Math.ceil(missing / pageBytes))
      return slots++
    },

    freeSlot(slot) {
      free.push(slot)
    },

    sums: (slot) => new Float64Array(memory.buffer, sumsAt(slot), binCount * 2),
    counts: (slot) => new Int32Array(memory.buffer, countsAt(slot), binCount),

    async build(slot, from, to, context) {
      const size = to - from
      const rows = rowsAt + from * 4
      const ordered = orderedAt + from * 8
      kernel.gatherPairs(pairsAt, rows, size, ordered)
      const isWhole = size === rowCount
      const counting = isWhole && isCounted ? 0 : 1
      const job = [
        cellsAt,
        rowCount,
        startsAt,
        columnCount,
        rows,
        ordered,
        size,
        sumsAt(slot),
        countsAt(slot),
        counting,
      ]
      new Uint32Array(memory.buffer, jobAt, job.length).set(job)
      await addUp(size * columnCount, context)
      if (!isWhole) return
      // How many of all rows are in each bin is the same for every tree.
      const whole = new Int32Array(memory.buffer, wholeCountsAt, binCount)
      const counts = new Int32Array(memory.buffer, countsAt(slot), binCount)
      if (isCounted) counts.set(whole)
      else whole.set(counts)
      isCounted = true
    },

    subtract(slot, other) {
      kernel.subtractBins(sumsAt(slot), sumsAt(other), countsAt(slot), countsAt(other), binCount)
    },

    divide(column, goesLeft, from, to) {
      new Uint8Array(memory.buffer, goesLeftAt, 256).set(goesLeft)
      const cells = cellsAt + column * rowCount
      return from + kernel.divideRows(cells, goesLeftAt, rowsAt + from * 4, to - from, asideAt)
    },
  }
}

function grow(memory: { grow(pages: number): number }, pages: number): void {
  try {
    memory.grow(pages)
  } catch {
    throw new DataError(
      'boosting: the histograms of so many leaves need over 4 GiB. Lower `maxLeafNodes` or `maxBins`.',
    )
  }
}

function takeMemory(pages: number, shared: boolean): (WasmMemory & { grow(pages: number): number }) | undefined {
  if (pages > mostPages) return undefined
  try {
    const memory = new webAssembly!.Memory({ initial: pages, maximum: 65536, shared })
    return memory as WasmMemory & { grow(pages: number): number }
  } catch {
    return undefined
  }
}
