import { describe, expect, it } from 'vitest'
import { fastHistograms } from '../../src/kernels/fast-histograms.ts'
import type { GradientHistograms } from '../../src/kernels/histograms.ts'
import { binStarts, plainHistograms } from '../../src/kernels/plain-histograms.ts'

const rowCount = 1003
const binCounts = Int32Array.of(256, 3, 1, 17, 200, 2, 64)
const starts = binStarts(binCounts)

/** Some work as boosting does it; what it leaves behind. */
async function work(histograms: GradientHistograms): Promise<number[][]> {
  for (let at = 0; at < rowCount * binCounts.length; at++) {
    histograms.bins[at] = ((at * 7919) % 10_007) % binCounts[Math.floor(at / rowCount)]!
  }
  const found: number[][] = []
  for (let tree = 0; tree < 2; tree++) {
    histograms.reset()
    histograms.pairs.forEach((_, at) => {
      histograms.pairs[at] = (((at * 104_729 + tree) % 9973) / 9973 - 0.3) * 10 ** (at % 5)
    })
    const root = histograms.takeSlot()
    await histograms.build(root, 0, rowCount, {})
    found.push([...histograms.sums(root)], [...histograms.counts(root)])
    const goesLeft = Uint8Array.from({ length: 256 }, (_, bin) => (bin % 3 === 0 ? 1 : 0))
    const middle = histograms.divide(tree === 0 ? 0 : 4, goesLeft, 0, rowCount)
    found.push([middle], [...histograms.rows])
    const child = histograms.takeSlot()
    await histograms.build(child, middle, rowCount, {})
    histograms.subtract(root, child)
    for (const slot of [root, child]) found.push([...histograms.sums(slot)], [...histograms.counts(slot)])
    // So many slots that memory has to grow; what was in the others stays.
    for (let i = 0; i < 200; i++) histograms.takeSlot()
    found.push([...histograms.sums(child)])
  }
  return found
}

describe('gradient histograms', async () => {
  const plain = await work(plainHistograms({ rowCount, binCounts }))

  it('are the sums and counts of the rows in each bin', async () => {
    const histograms = plainHistograms({ rowCount, binCounts })
    await work(histograms)
    const [sums, counts] = plain as [number[], number[]]
    const column = 3
    const expected = new Float64Array(17)
    const sizes = new Int32Array(17)
    for (let row = 0; row < rowCount; row++) {
      const bin = histograms.bins[column * rowCount + row]!
      const at = row * 2
      expected[bin]! += Math.fround((((at * 104_729) % 9973) / 9973 - 0.3) * 10 ** (at % 5))
      sizes[bin]!++
    }
    for (let bin = 0; bin < 17; bin++) {
      expect(sums[(starts[column]! + bin) * 2]).toBeCloseTo(expected[bin]!, 6)
      expect(counts[starts[column]! + bin]).toBe(sizes[bin])
    }
  })

  it('divide rows by their bin, in the order that they had', () => {
    const [middle] = plain[2] as [number]
    const rows = plain[3]!
    expect(rows.slice(0, middle)).toEqual(rows.slice(0, middle).sort((a, b) => a - b))
    expect([...rows].sort((a, b) => a - b)).toEqual(Array.from({ length: rowCount }, (_, row) => row))
    expect(middle).toBeGreaterThan(0)
  })

  it('are bit for bit the same in WebAssembly', async () => {
    const fast = await fastHistograms({ rowCount, binCounts })
    expect(fast).toBeDefined()
    expect(await work(fast!)).toEqual(plain)
  })

  it('are the same from any number of threads', async () => {
    const shape = { rowCount: 270_000, binCounts: Int32Array.of(256, 3, 1, 17, 200, 2, 64, 5, 9) }
    const build = async (workers: number) => {
      const histograms = (await fastHistograms(shape, { workers }))!
      const { bins, pairs } = histograms
      for (let at = 0; at < bins.length; at++) {
        bins[at] = ((at * 7919) % 10_007) % shape.binCounts[Math.floor(at / shape.rowCount)]!
      }
      for (let at = 0; at < pairs.length; at++) pairs[at] = ((at * 104_729) % 9973) / 9973 - 0.3
      histograms.reset()
      const slots = [histograms.takeSlot(), histograms.takeSlot(), histograms.takeSlot()]
      // The second time the counts of all rows are known.
      await histograms.build(slots[0]!, 0, shape.rowCount, {})
      await histograms.build(slots[1]!, 0, shape.rowCount, {})
      await histograms.build(slots[2]!, 5, 250_000, {})
      return slots.map((slot) => [histograms.sums(slot).slice(), histograms.counts(slot).slice()])
    }
    const alone = await build(1)
    expect(alone[1]).toEqual(alone[0])
    expect(alone[2]).not.toEqual(alone[0])
    expect(await build(3)).toEqual(alone)
  })

  it('stop when they are aborted', async () => {
    const histograms = (await fastHistograms({ rowCount: 300_000, binCounts: new Int32Array(8).fill(9) }))!
    const controller = new AbortController()
    controller.abort(new Error('enough'))
    histograms.reset()
    const building = histograms.build(histograms.takeSlot(), 0, 300_000, { signal: controller.signal })
    await expect(building).rejects.toThrow('enough')
  })
})
