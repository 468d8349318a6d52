import { describe, expect, it } from 'vitest'
import { labels, labelsFromCodes, matrix, matrixFromRows, sparseMatrix } from '../../src/core/index.ts'
import { dummyClassifier, logisticRegression } from '../../src/models/index.ts'
import fixture from '../fixtures/models/linear.json' with { type: 'json' }

type Case = (typeof fixture.cases)[number]

function inputOf(one: Case) {
  const n = one.y.length
  if (one.X) return matrix(Float64Array.from(one.X), one.columns)
  const starts = new Int32Array(n + 1)
  for (const [row] of one.cells!) starts[row! + 1]!++
  for (let row = 0; row < n; row++) starts[row + 1]! += starts[row]!
  const indices = Int32Array.from(one.cells!, (cell) => cell[1]!)
  return sparseMatrix(
    starts,
    indices,
    Float64Array.from(one.cells!, (cell) => cell[2]!),
    one.columns,
  )
}

function furthest(actual: Float64Array, expected: readonly number[]): number {
  expect(actual.length).toBe(expected.length)
  return expected.reduce((most, value, i) => Math.max(most, Math.abs(actual[i]! - value)), 0)
}

describe("logisticRegression reaches scikit-learn's optimum", () => {
  for (const one of fixture.cases) {
    it(one.name, async () => {
      const X = inputOf(one)
      const { classWeight, ...rest } = one.options
      const options = { ...rest, classWeight: classWeight as 'balanced' | null | Record<string, number> }
      const sampleWeight = one.weights ? Float64Array.from(one.weights) : undefined
      for (const [tol, distance] of [
        [undefined, 1e-4],
        [1e-6, 2e-6],
      ] as const) {
        const given = tol === undefined ? options : { ...options, tol }
        const model = await logisticRegression(given).fit(X, labels(one.y), { sampleWeight })
        expect(model.converged).toBe(true)
        expect(furthest(model.coefficients, one.coefficients.flat())).toBeLessThan(distance)
        expect(furthest(model.intercepts, one.intercepts)).toBeLessThan(distance)
        expect(furthest(model.predictProba(X).subarray(0, one.firstRows.length), one.firstRows)).toBeLessThan(distance)
      }
    })
  }
})

describe('logisticRegression', () => {
  it('gives dense, mostly empty dense and sparse forms of the same data the same model', async () => {
    for (const name of ['sparse binary', 'sparse four classes']) {
      const one = fixture.cases.find((other) => other.name === name)!
      const sparse = inputOf(one)
      if (sparse.format !== 'csr') throw new Error('a sparse case is expected')
      const cells = new Float64Array(sparse.rowCount * one.columns)
      for (const [row, column, value] of one.cells!) cells[row! * one.columns + column!] = value!
      const a = await logisticRegression({ tol: 1e-7 }).fit(sparse, labels(one.y))
      const b = await logisticRegression({ tol: 1e-7 }).fit(matrix(cells, one.columns), labels(one.y))
      expect(furthest(a.coefficients, [...b.coefficients])).toBeLessThan(1e-6)
      expect(furthest(a.predictProba(sparse), [...b.predictProba(matrix(cells, one.columns))])).toBeLessThan(1e-6)
    }
  })

  it('converges where columns are badly scaled, separable, constant or equal', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => [1e9 + i * 1e6, i % 2, 5, i % 2, 0, i < 20 ? -1e-9 : 1e-9])
    const y = labels(rows.map((_, i) => (i < 20 ? 'a' : 'b')))
    for (const C of [1e-8, 1, 1e8]) {
      const model = await logisticRegression({ C }).fit(matrixFromRows(rows), y)
      expect(model.predictProba(matrixFromRows(rows)).every((p) => p >= 0 && p <= 1)).toBe(true)
      expect(model.iterations).toBeLessThan(1000)
    }
  })

  it('says that it has not converged', async () => {
    const one = fixture.cases[0]!
    const model = await logisticRegression({ maxIter: 1, tol: 1e-12 }).fit(inputOf(one), labels(one.y))
    expect(model.converged).toBe(false)
    expect(model.iterations).toBe(1)
  })

  it('refuses columns of category codes', async () => {
    const X = matrix(Float64Array.of(0, 1, 0), [{ name: 'job', kind: 'category', categories: ['x', 'y'] }])
    await expect(logisticRegression().fit(X, labels([0, 1, 1]))).rejects.toThrow(
      /column "job" holds categories.*Encode/,
    )
  })

  it('refuses weights for classes that are not there', async () => {
    const X = matrixFromRows([[1], [2]])
    await expect(logisticRegression({ classWeight: { fraut: 2 } }).fit(X, labels(['fraud', 'ok']))).rejects.toThrow(
      /no class "fraut".*did you mean fraud/,
    )
  })

  it('has narrow and wide, dense and sparse ways that agree with a gradient of zero', async () => {
    // 700 columns: too many for a whole Hessian.
    const n = 60
    const cells = new Float64Array(n * 700)
    for (let i = 0; i < cells.length; i++) cells[i] = ((i * 7919) % 101) / 50 - 1
    const codes = Int32Array.from({ length: n }, (_, i) => (i + (i >> 2)) % 3)
    const X = matrix(cells, 700)
    const y = labelsFromCodes(codes, ['a', 'b', 'c'])
    const model = await logisticRegression({ tol: 1e-8 }).fit(X, y)
    const p = model.predictProba(X)
    for (let k = 0; k < 3; k++) {
      for (let j = 0; j < 700; j += 97) {
        let slope = model.coefficients[k * 700 + j]!
        for (let i = 0; i < n; i++) slope += cells[i * 700 + j]! * (p[i * 3 + k]! - (codes[i] === k ? 1 : 0))
        expect(Math.abs(slope)).toBeLessThan(1e-7)
      }
    }
  })
})

describe('dummyClassifier', () => {
  it("gives scikit-learn's weighted prior", async () => {
    const { y, weights, prior } = fixture.dummy
    const X = matrix(new Float64Array(y.length), 1)
    const model = await dummyClassifier().fit(X, labels(y), { sampleWeight: Float64Array.from(weights) })
    expect(furthest(model.predictProba(X).subarray(0, 6), [...prior, ...prior])).toBeLessThan(1e-15)
  })
})
