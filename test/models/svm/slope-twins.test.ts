import { describe, expect, it } from 'vitest'
import { matrix, random } from '../../../src/core/index.ts'
import {
  fastSlopes,
  type KernelFunction,
  type KernelSlopes,
  kernelBuild,
  kernelRows,
  plainSlopes,
} from '../../../src/kernels/index.ts'
import type { DualSolution } from '../../../src/models/svm/dual-problem.ts'
import { solveDual } from '../../../src/models/svm/solve-dual.ts'

const kernels = {
  linear: { kind: 'linear', gamma: 1, degree: 3, coef0: 0 },
  rbf: { kind: 'rbf', gamma: 0.2, degree: 3, coef0: 0 },
  poly: { kind: 'poly', gamma: 0.1, degree: 3, coef0: 0.5 },
} satisfies Record<string, KernelFunction>

/** Noisy classes; most cells are 0 where they are to be few. */
function problem(rowCount: number, columns: number, few: boolean) {
  const draws = random(`${rowCount} ${columns}`)
  const cells = draws.fork('cells').randn(rowCount * columns)
  const kept = draws.fork('kept').randint(0, 5, cells.length)
  if (few) for (let at = 0; at < cells.length; at++) if (kept[at]! > 0 || at % 11 === 0) cells[at] = 0
  const noise = draws.fork('noise').randn(rowCount)
  const signs = Int8Array.from(noise, (value, row) => (value + 2 * cells[row * columns]! > 1 ? 1 : -1))
  const bounds = Float64Array.from(draws.fork('bounds').uniform(rowCount), (value) => 0.5 + value)
  return { X: matrix(cells, columns), rows: draws.fork('rows').permutation(rowCount), signs, bounds }
}

const settings = {
  tol: 1e-3,
  maxIter: 1e6,
  shrinking: true,
  tell: () => ({ stage: 'svc', done: 0, total: 1 }),
}

/** Everything that a solution is made of, with room for so many bytes of the kernel. */
async function both(
  { X, rows, signs, bounds }: ReturnType<typeof problem>,
  kernel: KernelFunction,
  bytes: number,
  more: { gain?: number; start?: Float64Array } = {},
): Promise<[DualSolution, DualSolution]> {
  const solve = (slopes: KernelSlopes) => solveDual({ slopes, signs, bounds, ...more }, settings, {})
  const fast = await fastSlopes(X, rows, kernel, bytes)
  expect(fast.slopes.buffer.byteLength % 65536, 'lies in WebAssembly memory').toBe(0)
  return [await solve(fast), await solve(plainSlopes(kernelRows(X, rows, kernel), 1e8))]
}

describe.skipIf(kernelBuild().build === 'plain')(
  'a machine learns the same to the bit in WebAssembly and without',
  () => {
    for (const [name, kernel] of Object.entries(kernels)) {
      for (const [rowCount, columns, few] of [
        [1, 2, false],
        [2, 1, false],
        [403, 7, false],
        [1501, 9, true],
      ] as const) {
        for (const bytes of [0, 1e8]) {
          it(`${name}, ${rowCount} × ${columns}, cache of ${bytes}`, async () => {
            const [fast, plain] = await both(problem(rowCount, columns, few), kernel, bytes)
            expect(fast).toEqual(plain)
          })
        }
      }
    }

    it('rows go out of sight and come back, and room is made for more of them', async () => {
      const data = problem(3001, 3, false)
      const [fast, plain] = await both(data, kernels.rbf, 3001 * 4 * 60)
      expect(fast).toEqual(plain)
      expect(fast.alpha.filter((alpha, i) => alpha === data.bounds[i]).length).toBeGreaterThan(100)
    })

    it('begins with α that are not 0, as for one class', async () => {
      const data = problem(700, 4, false)
      data.signs.fill(1)
      const start = data.bounds.map((bound, i) => (i % 3 === 0 ? bound : i % 7 === 0 ? bound / 2 : 0))
      const [fast, plain] = await both(data, kernels.rbf, 1e5, { gain: 0, start })
      expect(fast).toEqual(plain)
      expect(fast.converged).toBe(true)
    })
  },
)
