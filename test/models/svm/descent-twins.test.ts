import { describe, expect, it } from 'vitest'
import { random, sparseMatrix } from '../../../src/core/index.ts'
import { type DescentRound, type SparseDescent, sparseDescent } from '../../../src/kernels/index.ts'
import { plainDesign } from '../../../src/models/design.ts'
import { plainDescent } from '../../../src/models/svm/plain-descent.ts'

const rowCount = 300
const columnCount = 40
const source = random('twins')
const lengths = source.randint(0, 9, rowCount)
const starts = new Int32Array(rowCount + 1)
for (let row = 0; row < rowCount; row++) starts[row + 1] = starts[row]! + lengths[row]!
const cellCount = starts[rowCount]!
const indices = Int32Array.from(source.randint(0, columnCount, cellCount))
const design = plainDesign(sparseMatrix(starts, indices, source.randn(cellCount), columnCount))

function fill(descent: SparseDescent, upper: number): void {
  for (let row = 0; row < rowCount; row++) {
    let square = 1
    for (let at = starts[row]!; at < starts[row + 1]!; at++) square += design.values[at]! ** 2
    descent.state.set([0, 1 / square, upper === Infinity ? 0.5 : 0, upper], row * 4)
    descent.places.set([starts[row]!, starts[row + 1]!, row % 5 === 0 ? 1 : -1], row * 3)
    descent.order[row] = (row * 7) % rowCount
  }
}

/** Forty rounds in slices of `budget`, rows at a bound being passed over more and more. */
function run(descent: SparseDescent, budget: number): DescentRound {
  const round: DescentRound & { limitUp: number; limitDown: number } = {
    intercept: 0,
    bias: 1,
    limitUp: Infinity,
    limitDown: -Infinity,
    highest: 0,
    lowest: 0,
    next: 0,
    active: rowCount,
  }
  for (let turn = 0; turn < 40; turn++) {
    Object.assign(round, { next: 0, highest: -Infinity, lowest: Infinity })
    while (round.next < round.active) descent.advance(round, budget)
    round.limitUp = round.highest > 0 ? round.highest : Infinity
    round.limitDown = round.lowest < 0 ? round.lowest : -Infinity
  }
  return round
}

describe('dual coordinate descent', () => {
  for (const upper of [Infinity, 0.7]) {
    it(`is the same to the bit in WebAssembly and in the plain twin, upper bound ${upper}`, async () => {
      const fast = (await sparseDescent(rowCount, columnCount, design.indices, design.values))!
      const plain = plainDescent(design, rowCount)
      fill(fast, upper)
      fill(plain, upper)
      expect(run(fast, 1000)).toEqual(run(plain, 1000))
      expect(fast.w.subarray(0, columnCount)).toEqual(plain.w.subarray(0, columnCount))
      expect(fast.state).toEqual(plain.state)
      expect(fast.order).toEqual(plain.order)
      expect(plain.state.filter((_, at) => at % 4 === 0).some((alpha) => alpha > 0)).toBe(true)
    })
  }

  it('passes over rows that rest at a bound', async () => {
    const plain = plainDescent(design, rowCount)
    fill(plain, 0.7)
    expect(run(plain, 1e9).active).toBeLessThan(rowCount)
  })
})
