import fc from 'fast-check'
import { expect, it } from 'vitest'
import { matrix, random, sparseMatrix } from '../../../src/core/index.ts'
import { fastKernelRows, type KernelFunction, kernelBuild, kernelRows } from '../../../src/kernels/index.ts'

const kinds = ['linear', 'rbf', 'poly'] as const

const cases = fc.record({
  rowCount: fc.integer({ min: 1, max: 70 }),
  columns: fc.integer({ min: 1, max: 12 }),
  kind: fc.constantFrom(...kinds),
  gamma: fc.constantFrom(1e-3, 0.3, 7, 400),
  degree: fc.integer({ min: 1, max: 5 }),
  seed: fc.integer({ min: 0, max: 1000 }),
})

it.skipIf(kernelBuild().build === 'plain')('vectors of WebAssembly give the bits of the plain twin', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ rowCount, columns, kind, gamma, degree, seed }) => {
      const draws = random(seed)
      const X = matrix(draws.fork('cells').randn(rowCount * columns), columns)
      const rows = draws.fork('rows').permutation(rowCount)
      const kernel: KernelFunction = { kind, gamma, degree, coef0: 0.5 }
      const plain = kernelRows(X, rows, kernel)
      const fast = await fastKernelRows(X, rows, kernel)
      expect(fast.values).not.toBeInstanceOf(Array)
      expect(fast.values.buffer.byteLength % 65536, 'lies in WebAssembly memory').toBe(0)
      for (const held of [plain, fast]) {
        held.swap(0, rowCount - 1)
        held.ask(rowCount >> 1)
        held.evaluate(held.squares[rowCount >> 1]!, 0, rowCount)
      }
      expect(fast.values.slice(0, rowCount)).toEqual(plain.values.slice(0, rowCount))
      const middle = rowCount >> 1
      for (const held of [plain, fast]) {
        held.ask(0)
        held.evaluate(held.squares[0]!, middle, rowCount)
      }
      expect(fast.values.slice(middle, rowCount)).toEqual(plain.values.slice(middle, rowCount))
    }),
    { numRuns: 150, seed: 7 },
  )
})

it('values are those of the formula, dense and sparse', () => {
  const X = matrix(Float64Array.of(1, 0, 2, 0, -1, 3), 3)
  const wide = sparseMatrix(Int32Array.of(0, 2, 4), Int32Array.of(0, 2, 1, 2), Float64Array.of(1, 2, -1, 3), 3)
  const expected = { linear: 6, rbf: Math.exp(-0.25 * 3), poly: (0.25 * 6 + 0.5) ** 3 }
  for (const kind of kinds) {
    for (const data of [X, wide]) {
      const held = kernelRows(data, Int32Array.of(1, 0), { kind, gamma: 0.25, degree: 3, coef0: 0.5 })
      held.ask(0)
      expect(Array.from(held.query)).toEqual([0, -1, 3])
      held.evaluate(held.squares[0]!, 0, 2)
      expect(held.values[1]).toBeCloseTo(expected[kind], 12)
      expect(held.values[0]).toBeCloseTo(held.diagonal(0), 12)
    }
  }
})
