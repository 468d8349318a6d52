import { random } from '../../core/index.ts'
import type { Draw } from './draw-multiplicities.ts'
import { type PoissonTable, poissonTable } from './poisson-table.ts'

/** Up to here a cell is drawn by one look-up; beyond, by one for each power of two that its count is made of. */
const largestMean = 256

/**
 * Draws what a bootstrap of rows gives, cell by cell: as many rows as there are, with replacement, when only the number
 * of drawn rows of each cell is asked for. `counts` are the rows of each cell, whole numbers. The numbers of all cells
 * are multinomial, exactly: Poisson counts of a little less than the whole first, and the rest row by row. The work
 * depends on the number of cells and on the root of the number of rows, not on the number of rows.
 */
export function drawCounts(seed: number | string, counts: Float64Array): Draw {
  const start = random(seed).fork('bootstrap counts').randint(0, 0x100000000, 3)
  const state = Int32Array.of(start[0]!, start[1]!, start[2]!, 1)
  const rowCount = counts.reduce((sum, count) => sum + count, 0)
  // Six standard deviations less, so that the Poisson counts exceed the whole once in a thousand million times.
  const share = Math.max(0, 1 - 6 / Math.sqrt(rowCount))
  const tables = new Map<number, PoissonTable>()
  const pieces: PoissonTable[] = []
  const pieceOf: number[] = []
  const cellOf = new Int32Array(rowCount)
  for (let cell = 0, row = 0; cell < counts.length; cell++) {
    const count = counts[cell]!
    cellOf.fill(cell, row, row + count)
    row += count
    for (const part of count <= largestMean ? [count] : powersOfTwo(count)) {
      if (part * share === 0) continue
      if (!tables.has(part)) tables.set(part, poissonTable(part * share))
      pieces.push(tables.get(part)!)
      pieceOf.push(cell)
    }
  }

  return function draw(into) {
    let a = state[0]!
    let b = state[1]!
    let c = state[2]!
    let counter = state[3]!
    let left = -1
    while (left < 0) {
      into.fill(0)
      left = rowCount
      for (let piece = 0; piece < pieces.length; piece++) {
        const mixed = (((a + b) | 0) + counter) | 0
        counter = (counter + 1) | 0
        a = b ^ (b >>> 9)
        b = (c + (c << 3)) | 0
        c = (((c << 21) | (c >>> 11)) + mixed) | 0
        const word = mixed >>> 0
        const { ends, guide, least } = pieces[piece]!
        let at = guide[word >>> 26]!
        while (word >= ends[at]!) at++
        into[pieceOf[piece]!]! += least + at
        left -= least + at
      }
    }
    const scale = rowCount / 0x100000000
    for (; left > 0; left--) {
      const mixed = (((a + b) | 0) + counter) | 0
      counter = (counter + 1) | 0
      a = b ^ (b >>> 9)
      b = (c + (c << 3)) | 0
      c = (((c << 21) | (c >>> 11)) + mixed) | 0
      into[cellOf[((mixed >>> 0) * scale) >>> 0]!]!++
    }
    state[0] = a
    state[1] = b
    state[2] = c
    state[3] = counter
  }
}

function powersOfTwo(count: number): number[] {
  const parts: number[] = []
  for (let power = 1; power <= count; power *= 2) if (Math.floor(count / power) % 2 === 1) parts.push(power)
  return parts
}
