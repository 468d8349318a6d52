import { DataError } from '../core/index.ts'
import { instantiate } from './blocks.ts'
import { hasSimd, loadBuild } from './builds.ts'
import type { GradientHistograms, HistogramShape } from './histograms.ts'
import { binStarts } from './plain-histograms.ts'
import { type WasmMemory, webAssembly } from './web-assembly.ts'

/** What is used of assembly/histogram.ts. */
interface HistogramKernel {
  clear(at: number, bytes: number): void
  gatherPairs(pairs: number, rows: number, count: number, ordered: number): void
  addFour(
    cells: number,
    stride: number,
    rows: number,
    ordered: number,
    count: number,
    sums0: number,
    sums1: number,
    sums2: number,
    sums3: number,
  ): void
  addOne(cells: number, rows: number, ordered: number, count: number, sums: number): void
  countBins(cells: number, rows: number, count: number, counts: number): void
  subtractBins(sums: number, less: number, counts: number, fewer: number, bins: number): void
  divideRows(cells: number, goesLeft: number, rows: number, count: number, aside: number): number
}

const headBytes = 2048
const pageBytes = 65536
const mostPages = 65535
/** A Float64Array view must begin at a multiple of 8; whole lines of the cache are better still. */
const align = (bytes: number) => Math.ceil(bytes / 64) * 64

/** Undefined where WebAssembly has no vectors here, or not enough memory for the data. */
export async function fastHistograms({ rowCount, binCounts }: HistogramShape): Promise<GradientHistograms | undefined> {
  if (!hasSimd()) return undefined
  const columnCount = binCounts.length
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
  const slotsAt = end
  const countsOffset = align(binCount * 16)
  const slotBytes = countsOffset + align(binCount * 4)
  // Room for a tree of 31 leaves at once where that is small; more is taken when it is needed.
  const memory = takeMemory(Math.ceil((slotsAt + slotBytes * Math.min(32, 2 ** 24 / slotBytes)) / pageBytes))
  if (!memory) return undefined
  const kernel = instantiate<HistogramKernel>(await loadBuild('simd', false), memory)
  const isCounted = new Uint8Array(columnCount)
  let slots = 0
  let free: number[] = []

  const sumsAt = (slot: number) => slotsAt + slot * slotBytes
  const countsAt = (slot: number) => sumsAt(slot) + countsOffset

  /** How many rows of a leaf are in each bin; those of all rows together are counted once. */
  function count(slot: number, from: number, to: number, column: number): void {
    const counts = new Int32Array(memory!.buffer, countsAt(slot) + starts[column]! * 4, binCounts[column]!)
    const isWhole = from === 0 && to === rowCount
    const whole = new Int32Array(memory!.buffer, wholeCountsAt + starts[column]! * 4, binCounts[column]!)
    if (isWhole && isCounted[column] === 1) {
      counts.set(whole)
      return
    }
    kernel.clear(counts.byteOffset, counts.byteLength)
    kernel.countBins(cellsAt + column * rowCount, rowsAt + from * 4, to - from, counts.byteOffset)
    if (!isWhole) return
    whole.set(counts)
    isCounted[column] = 1
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

    gather(from, to) {
      kernel.gatherPairs(pairsAt, rowsAt + from * 4, to - from, orderedAt + from * 8)
    },

    build(slot, from, to, firstColumn, endColumn) {
      const sums = sumsAt(slot)
      const size = to - from
      const rows = rowsAt + from * 4
      const ordered = orderedAt + from * 8
      const first = starts[firstColumn]!
      kernel.clear(sums + first * 16, (starts[endColumn]! - first) * 16)
      const sumsOf = (column: number) => sums + starts[column]! * 16
      let column = firstColumn
      for (; column + 4 <= endColumn; column += 4) {
        const cells = cellsAt + column * rowCount
        const [s0, s1, s2, s3] = [sumsOf(column), sumsOf(column + 1), sumsOf(column + 2), sumsOf(column + 3)]
        kernel.addFour(cells, rowCount, rows, ordered, size, s0, s1, s2, s3)
      }
      for (; column < endColumn; column++) {
        kernel.addOne(cellsAt + column * rowCount, rows, ordered, size, sumsOf(column))
      }
      for (column = firstColumn; column < endColumn; column++) count(slot, from, to, column)
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

function takeMemory(pages: number): (WasmMemory & { grow(pages: number): number }) | undefined {
  if (pages > mostPages) return undefined
  try {
    const memory = new webAssembly!.Memory({ initial: pages, maximum: 65536, shared: false })
    return memory as WasmMemory & { grow(pages: number): number }
  } catch {
    return undefined
  }
}
