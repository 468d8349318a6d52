import { describe, expect, it } from 'vitest'
import { matrix, random } from '../../../src/core/index.ts'
import { fastSlopes, kernelBuild, screenedSlopes } from '../../../src/kernels/index.ts'
import { attemptDual, solveDual } from '../../../src/models/svm/solve-dual.ts'

const columns = 4
const settings = { tol: 1e-3, maxIter: 1e6, shrinking: true, tell: () => ({ stage: 'svc', done: 0, total: 1 }) }

interface Shape {
  readonly rowCount: number
  /** Rows are drawn around here. */
  readonly offset?: number
  /** Cells are rounded to multiples of it, so that many rows are equal. */
  readonly step?: number
  readonly bound?: number
}

/** One row in ten is −1, in a cloud of its own that overlaps the other. */
function problem({ rowCount, offset = 0, step = 0, bound = 1 }: Shape) {
  const draws = random(`${rowCount} ${offset} ${step}`)
  const cells = draws.fork('cells').randn(rowCount * columns)
  const signs = Int8Array.from({ length: rowCount }, (_, row) => (row * 10 < rowCount * 9 ? 1 : -1))
  for (let at = 0; at < cells.length; at++) {
    if (signs[Math.floor(at / columns)]! < 0) cells[at]! += 1.5
    cells[at]! += offset
    if (step > 0) cells[at] = Math.round(cells[at]! / step) * step
  }
  const bounds = Float64Array.from(draws.fork('bounds').uniform(rowCount), (value) => bound * (0.5 + value))
  return { X: matrix(cells, columns), rows: Int32Array.from({ length: rowCount }, (_, row) => row), signs, bounds }
}

async function both(shape: Shape, gamma = 0.2, more: object = {}) {
  const { X, rows, signs, bounds } = problem(shape)
  const kernel = { kind: 'rbf', gamma, degree: 3, coef0: 0 } as const
  const screened = await screenedSlopes(X, rows, Math.floor(rows.length / 20), kernel, 1e7, {}, 1)
  const known = await fastSlopes(X, rows, kernel, 1e8)
  return [
    await attemptDual({ slopes: screened!, signs, bounds }, { ...settings, ...more }, {}),
    await solveDual({ slopes: known, signs, bounds }, { ...settings, ...more }, {}),
  ] as const
}

describe.skipIf(kernelBuild().build === 'plain')('a machine that follows most slopes by estimates', () => {
  const shapes: Record<string, readonly [Shape, number?, object?]> = {
    'goes the same way': [{ rowCount: 4000 }],
    'without shrinking': [{ rowCount: 4000 }, 0.2, { shrinking: false }],
    'where rows leave and come back': [{ rowCount: 9001, bound: 0.2 }],
    'where rows are equal': [{ rowCount: 5000, step: 0.5, bound: 0.1 }],
    'where rows lie far from 0': [{ rowCount: 4000, offset: 1000 }],
    'where rows are all but alike': [{ rowCount: 4000, bound: 0.3 }, 1e-4],
    'where it is stopped early': [{ rowCount: 4000 }, 0.2, { maxIter: 300 }],
  }
  for (const [name, [shape, gamma, more]] of Object.entries(shapes)) {
    it(`finds the same to the bit ${name}`, async () => {
      const [screened, known] = await both(shape, gamma, more)
      expect(screened).toEqual(known)
    })
  }

  it('gives up where it takes too many steps', async () => {
    const [screened, known] = await both({ rowCount: 4000, bound: 1000 })
    expect(screened).toBeUndefined()
    expect(known.converged).toBe(true)
  })

  it('is not for other kernels, few rows, or rows that are often −1 or mostly 0', async () => {
    const { X, rows } = problem({ rowCount: 400 })
    const rbf = { kind: 'rbf', gamma: 1, degree: 3, coef0: 0 } as const
    expect(await screenedSlopes(X, rows, 20, { ...rbf, kind: 'linear' }, 1e7, {}, 1)).toBeUndefined()
    expect(await screenedSlopes(X, rows, 20, rbf, 1e7)).toBeUndefined()
    expect(await screenedSlopes(X, rows, 40, rbf, 1e7, {}, 1)).toBeUndefined()
    const empty = matrix(new Float64Array(X.data.length), columns)
    expect(await screenedSlopes(empty, rows, 20, rbf, 1e7, {}, 1)).toBeUndefined()
    expect(await screenedSlopes(X, rows, 20, rbf, 1e7, {}, 1)).toBeDefined()
  })
})
