import { describe, expect, it } from 'vitest'
import {
  labelsFromCodes,
  type Matrix,
  matrix,
  random,
  type SparseMatrix,
  sparseMatrix,
} from '../../../src/core/index.ts'
import { plainDesign } from '../../../src/models/design.ts'
import { linearSvc, logisticRegression } from '../../../src/models/index.ts'
import { rowFraction } from '../../../src/models/row-fraction.ts'
import { sampleDesign } from '../../../src/models/sample-design.ts'
import { solveLinearPrimal } from '../../../src/models/svm/solve-linear-primal.ts'
import { thinCurvature } from '../../../src/models/thin-curvature.ts'
import fixture from '../../fixtures/models/svm.json' with { type: 'json' }
import { dataSet, furthest } from './inputs.ts'

/** Two classes of which the second is rare; so many rows that fits begin on a sample of them. */
function tall(rowCount: number, width: number) {
  const draws = random('tall')
  const cells = draws.fork('cells').randn(rowCount * width)
  const noise = draws.fork('noise').randn(rowCount)
  const codes = Int32Array.from({ length: rowCount }, (_, row) => {
    let score = noise[row]! - 2
    for (let j = 0; j < width; j++) score += cells[row * width + j]! * (j % 2 ? -0.5 : 1)
    return score > 0 ? 1 : 0
  })
  return { X: matrix(cells, width), y: labelsFromCodes(codes, ['usual', 'rare']) }
}

/** The same cells in sparse rows, those below `least` left out. */
function thinned(X: Matrix<never>, least: number): SparseMatrix<never> {
  const width = X.columns.length
  const kept = Array.from(X.data.keys()).filter((at) => Math.abs(X.data[at]!) >= least)
  const starts = new Int32Array(X.rowCount + 1)
  for (const at of kept) starts[Math.floor(at / width) + 1]!++
  for (let row = 0; row < X.rowCount; row++) starts[row + 1]! += starts[row]!
  return sparseMatrix(
    starts,
    Int32Array.from(kept, (at) => at % width),
    Float64Array.from(kept, (at) => X.data[at]!),
    width,
  )
}

const exact = { probability: false, tol: 1e-9, maxIter: 1_000_000 } as const

describe("the primal reaches the coefficients of scikit-learn's LinearSVC", () => {
  for (const [index, one] of fixture.linear.entries()) {
    if (one.options.loss === 'hinge') continue
    it(`${index}: ${one.set}, ${JSON.stringify(one.options)}${one.weights ? ', weighted' : ''}`, async () => {
      const { X, y } = dataSet(one.set)
      const sampleWeight = one.weights ? Float64Array.from(one.weights) : undefined
      const given = { ...one.options, loss: 'squaredHinge', dual: false, ...exact } as const
      const model = await linearSvc(given as Parameters<typeof linearSvc>[0]).fit(X, y, { sampleWeight })
      expect(model.converged).toBe(true)
      expect(furthest(model.coefficients, one.coefficients)).toBeLessThan(1e-6)
      expect(furthest(model.intercepts, one.intercepts)).toBeLessThan(1e-6)
    })
  }
})

describe('primal and dual end at the same place', () => {
  const { X, y } = tall(20_000, 2)
  const wide = tall(260, 200)

  it('where there are many rows', async () => {
    const primal = await linearSvc({ ...exact, dual: false }).fit(X, y)
    const dual = await linearSvc({ ...exact, dual: true, tol: 1e-7 }).fit(X, y)
    expect(primal.converged && dual.converged).toBe(true)
    expect(furthest(primal.coefficients, dual.coefficients)).toBeLessThan(1e-6)
    expect(furthest(primal.intercepts, dual.intercepts)).toBeLessThan(1e-6)
  })

  it('by conjugate gradients, where columns are too many for a Hessian', async () => {
    const { X, y } = tall(400, 610)
    for (const data of [X, thinned(X, 1.5)]) {
      const model = await linearSvc({ ...exact, dual: false }).fit(data, y)
      expect(model.converged).toBe(true)
      const scores = model.decisionFunction(data)
      const gradient = Float64Array.of(...model.coefficients, ...model.intercepts)
      for (let row = 0; row < 400; row++) {
        const sign = y.codes[row] === 1 ? 1 : -1
        const pull = -2 * sign * Math.max(0, 1 - sign * scores[row]!)
        for (let j = 0; j < 610; j++) {
          const value = X.data[row * 610 + j]!
          if (data === X || Math.abs(value) >= 1.5) gradient[j]! += pull * value
        }
        gradient[610]! += pull
      }
      expect(Math.hypot(...gradient)).toBeLessThan(1e-5)
    }
  })

  it('without an intercept, and with another scale of it', async () => {
    const { X, y } = tall(2000, 2)
    for (const more of [{ fitIntercept: false }, { interceptScaling: 10 }]) {
      const primal = await linearSvc({ ...exact, ...more, dual: false }).fit(X, y)
      const dual = await linearSvc({ ...exact, ...more, dual: true, tol: 1e-7 }).fit(X, y)
      expect(furthest(primal.coefficients, dual.coefficients)).toBeLessThan(1e-6)
      expect(furthest(primal.intercepts, dual.intercepts)).toBeLessThan(1e-6)
    }
  })

  it('and so do their probabilities', async () => {
    const primal = await linearSvc({ dual: false, tol: 1e-9 }).fit(wide.X, wide.y)
    const dual = await linearSvc({ dual: true, tol: 1e-9, maxIter: 1_000_000 }).fit(wide.X, wide.y)
    expect(furthest(primal.predictProba(wide.X), dual.predictProba(wide.X))).toBeLessThan(1e-6)
  })

  it('also where it ends loosely: a fold does not stay where the whole fit, which has seen all rows, was', async () => {
    const { X, y } = tall(1000, 20)
    const rows = Int32Array.from(y.codes.keys())
    const signs = Int8Array.from(y.codes, (code) => (code === 1 ? 1 : -1))
    const problem = { design: plainDesign(X), rows, signs, prices: new Float64Array(rows.length).fill(1), bias: 1 }
    const whole = await solveLinearPrimal(problem, { tol: 1e-9, maxIter: 100 }, {})
    const fold = { ...problem, rows: rows.filter((row) => row % 5 !== 0) }
    const settings = { tol: 1e-9, maxIter: 100 }
    const fromZero = await solveLinearPrimal(fold, settings, {})
    const fromWhole = await solveLinearPrimal(fold, { ...settings, start: whole }, {})
    expect(furthest(fromWhole.weights, fromZero.weights)).toBeLessThan(1e-8)
    const loose = await solveLinearPrimal(fold, { ...settings, tol: 1e9, start: whole }, {})
    expect(loose.iterations).toBe(1)
    const way = furthest(fromZero.weights, whole.weights)
    expect(furthest(fromZero.weights, loose.weights)).toBeLessThan(0.5 * way)
  })
})

describe('dual', () => {
  it('is chosen by itself: primal for many rows, dual for many columns', async () => {
    const many = tall(400, 3)
    const wide = tall(40, 60)
    for (const [{ X, y }, dual] of [
      [many, false],
      [wide, true],
    ] as const) {
      const chosen = await linearSvc({ probability: false }).fit(X, y)
      const named = await linearSvc({ probability: false, dual }).fit(X, y)
      const other = await linearSvc({ probability: false, dual: !dual }).fit(X, y)
      expect(chosen.coefficients).toEqual(named.coefficients)
      expect(chosen.coefficients).not.toEqual(other.coefficients)
    }
  })

  it('cannot be false for the hinge, which has no slope at its kink', async () => {
    expect(() => linearSvc({ loss: 'hinge', dual: false })).toThrow(/linearSvc: `dual`.*must be true or "auto"/)
    expect(linearSvc({ loss: 'hinge' }).options.dual).toBe('auto')
  })

  it('false stops when it is aborted', async () => {
    const { X, y } = tall(60_000, 60)
    const controller = new AbortController()
    setTimeout(() => controller.abort(new Error('enough')), 20)
    const fit = linearSvc({ dual: false, tol: 1e-12 }).fit(X, y, {}, { signal: controller.signal })
    await expect(fit).rejects.toThrow('enough')
  })
})

describe('a sample to begin with', () => {
  const { X, y } = tall(40_000, 3)
  const weights = new Float64Array(40_000).fill(1)

  it('holds all rows of a rare class, and lets those of a common one stand for the others', () => {
    const codes = Int32Array.from({ length: 40_000 }, (_, row) => (row % 400 === 0 ? 1 : 0))
    const sample = sampleDesign(plainDesign(X), { codes, weights, classCount: 2 })!
    const rare = sample.target.codes.reduce((sum, code) => sum + code, 0)
    expect(rare).toBe(100)
    expect(sample.design.rowCount).toBeLessThan(2000)
    const total = sample.target.weights.reduce((sum, weight) => sum + weight, 0)
    expect(Math.abs(total / 40_000 - 1)).toBeLessThan(0.05)
    const sparse = sampleDesign(plainDesign(thinned(X, 0)), { codes, weights, classCount: 2 })!
    expect(sparse.design.values).toEqual(sample.design.cells)
  })

  it('is not drawn where rows are few', () => {
    const few = matrix(X.data.slice(0, 3000 * 3), 3)
    const target = { codes: y.codes.slice(0, 3000), weights: weights.slice(0, 3000), classCount: 2 }
    expect(sampleDesign(plainDesign(few), target)).toBeUndefined()
    expect(thinCurvature(weights.slice(0, 3000), 3)).toBeUndefined()
  })

  it('leaves logistic regression at the optimum: its gradient is 0 there', async () => {
    const model = await logisticRegression({ tol: 1e-7 }).fit(X, y)
    expect(model.converged).toBe(true)
    const scores = model.decisionFunction(X)
    const gradient = new Float64Array(4)
    for (let row = 0; row < 40_000; row++) {
      const residual = 1 / (1 + Math.exp(-scores[row]!)) - y.codes[row]!
      for (let j = 0; j < 3; j++) gradient[j]! += residual * X.data[row * 3 + j]!
      gradient[3]! += residual
    }
    for (let j = 0; j < 3; j++) gradient[j]! += model.coefficients[j]!
    expect(Math.hypot(...gradient)).toBeLessThan(1e-6)
  })

  it('of curvatures adds up to about what all do', () => {
    const curvature = Float64Array.from({ length: 40_000 }, (_, row) => (row % 100 === 0 ? 5 : 0.01))
    const thin = thinCurvature(curvature, 3)!
    const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0)
    expect(Math.abs(sum(thin) / sum(curvature) - 1)).toBeLessThan(0.05)
    expect(thin.filter((value) => value > 0).length).toBeLessThan(40_000 / 4)
  })

  it('draws rows evenly', () => {
    let sum = 0
    let below = 0
    for (let row = 0; row < 10_000; row++) {
      sum += rowFraction(row) / 10_000
      if (rowFraction(row) < 0.1) below++
    }
    expect(Math.abs(sum - 0.5)).toBeLessThan(0.01)
    expect(Math.abs(below - 1000)).toBeLessThan(100)
  })
})
