import { describe, expect, it } from 'vitest'
import { labels, matrix, random, sparseMatrix } from '../../src/core/index.ts'
import { averagePrecision } from '../../src/evaluation/index.ts'
import { type LossName, losses, lossOf } from '../../src/losses/index.ts'
import { linearClassifier, linearSvc, loadModel, logisticRegression } from '../../src/models/index.ts'

const n = 400
const width = 5
const draws = random('linear classifier')
const cells = draws.randn(n * width)
const noise = draws.uniform(n)
/** Three classes in noise: 70 %, 22 %, 8 %. */
const truth = Array.from({ length: n }, (_, row) => {
  const z = cells[row * width]! + 0.5 * cells[row * width + 1]! + 0.6 * noise[row]!
  return z > 2 ? 'rare' : z > 1 ? 'some' : 'common'
})
const X = matrix(cells, width)
const three = labels(truth)
const two = labels(truth.map((name) => name === 'rare'))
const starts = Int32Array.from({ length: n + 1 }, (_, row) => row * width)
const sparse = sparseMatrix(
  starts,
  Int32Array.from(cells.keys(), (at) => at % width),
  cells.slice(),
  width,
)

function furthest(a: Float64Array, b: Float64Array): number {
  expect(a.length).toBe(b.length)
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0)
}

/** C × Σ loss + ½ Σ w² of what a model has learned. */
function priceOf(
  model: { coefficients: Float64Array; decisionFunction(x: typeof X): Float64Array },
  name: LossName,
  y: typeof two,
) {
  const sizes = new Float64Array(y.classes.length)
  for (const code of y.codes) sizes[code]!++
  const loss = losses[name]().forClasses({ names: y.classes, sizes })
  const target = { codes: y.codes, weights: new Float64Array(n).fill(1), classCount: y.classes.length }
  const sum = loss.evaluate(target, model.decisionFunction(X), undefined, undefined, 0, n)
  return sum + model.coefficients.reduce((all, w) => all + w * w, 0) / 2
}

describe('linearClassifier', () => {
  it('is logistic regression under logLoss', async () => {
    for (const y of [two, three]) {
      const a = await linearClassifier({ tol: 1e-8, classWeight: 'balanced' }).fit(X, y)
      const b = await logisticRegression({ tol: 1e-8, classWeight: 'balanced' }).fit(X, y)
      expect(furthest(a.coefficients, b.coefficients)).toBeLessThan(1e-7)
      expect(furthest(a.predictProba(X), b.predictProba(X))).toBeLessThan(1e-7)
    }
  })

  for (const name of Object.keys(losses) as LossName[]) {
    it(`${name}: no step away from what it has learned is cheaper; dense and sparse, saved and loaded`, async () => {
      for (const y of [two, three]) {
        const tol = name === 'hingeLoss' || name === 'ldamLoss' ? 1e-3 : 1e-6
        const model = await linearClassifier({ loss: name, tol }).fit(X, y)
        expect(model.converged).toBe(true)
        const price = priceOf(model, name, y)
        const k = y.classes.length === 2 ? 1 : 3
        for (let at = 0; at < width * k; at++) {
          for (const step of [1e-2, -1e-2]) {
            const coefficients = model.coefficients.slice()
            coefficients[at]! += step
            const moved = {
              coefficients,
              decisionFunction: (x: typeof X) => {
                const j = at % width
                const score = Math.floor(at / width)
                return model
                  .decisionFunction(x)
                  .map((z, i) => (i % k === score ? z + step * cells[Math.floor(i / k) * width + j]! : z))
              },
            }
            expect(priceOf(moved, name, y)).toBeGreaterThan(price - (name === 'hingeLoss' ? 0.0015 * n * k : 0))
          }
        }
        const wide = await linearClassifier({ loss: name, tol }).fit(sparse, y)
        expect(furthest(wide.coefficients, model.coefficients)).toBeLessThan(1e-3)
        const loaded = loadModel(JSON.parse(JSON.stringify(model.save())))
        expect(loaded.predictProba(X)).toEqual(model.predictProba(X))
        for (let row = 0; row < n; row++) {
          const shares = model.predictProba(X).subarray(row * y.classes.length, (row + 1) * y.classes.length)
          expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
        }
      }
    })
  }

  it('comes close to the support vector machine under hinges', async () => {
    for (const [loss, kind] of [
      ['hingeLoss', 'hinge'],
      ['squaredHingeLoss', 'squaredHinge'],
    ] as const) {
      // Without intercepts, which the machine penalizes.
      const a = await linearClassifier({ loss, fitIntercept: false }).fit(X, two)
      const b = await linearSvc({ loss: kind, fitIntercept: false, probability: false, tol: 1e-8 }).fit(X, two)
      expect(furthest(a.coefficients, b.coefficients)).toBeLessThan(loss === 'hingeLoss' ? 0.02 : 1e-4)
      expect(priceOf(a, loss, two) / priceOf(b, loss, two)).toBeLessThan(1 + 1e-4)
    }
  })

  it('learns under the hinge where there are too many columns for a whole Hessian', async () => {
    // At the beginning no row is near the kink, and nothing bends along the intercept.
    const many = 700
    const wide = matrix(random('wide').randn(60 * many), many)
    const y = labels(Array.from({ length: 60 }, (_, row) => wide.data[row * many]! > 0))
    const model = await linearClassifier({ loss: 'hingeLoss', C: 0.01 }).fit(wide, y)
    const exact = await linearSvc({ loss: 'hinge', C: 0.01, probability: false, tol: 1e-8 }).fit(wide, y)
    expect(model.iterations).toBeGreaterThan(0)
    expect(furthest(model.coefficients, exact.coefficients)).toBeLessThan(5e-3)
  })

  it('gives rare classes their due under losses that adjust for size', async () => {
    const recallOf = async (loss: LossName) => {
      const p = (await linearClassifier({ loss }).fit(X, three)).predictProba(X)
      const code = three.classes.indexOf('rare')
      let found = 0
      for (let row = 0; row < n; row++) {
        const shares = [...p.subarray(row * 3, row * 3 + 3)]
        if (three.codes[row] === code && shares.indexOf(Math.max(...shares)) === code) found++
      }
      return found / three.codes.reduce((sum, one) => sum + (one === code ? 1 : 0), 0)
    }
    const plain = await recallOf('logLoss')
    for (const loss of [
      'balancedSoftmaxLoss',
      'logitAdjustedLoss',
      'vectorScalingLoss',
      'weightedCrossEntropy',
    ] as const) {
      expect(await recallOf(loss)).toBeGreaterThan(plain)
    }
  })

  it('takes options of a loss, and class weights through to its sizes', async () => {
    const plain = await linearClassifier({ loss: 'focalLoss' }).fit(X, two)
    const other = await linearClassifier({ loss: { name: 'focalLoss', options: { gamma: 0.5 } } }).fit(X, two)
    expect(furthest(plain.coefficients, other.coefficients)).toBeGreaterThan(1e-3)
    // With classes weighed to equal sizes there is nothing left to adjust.
    const balanced = await linearClassifier({ loss: 'logitAdjustedLoss', classWeight: 'balanced', tol: 1e-8 }).fit(
      X,
      two,
    )
    const log = await linearClassifier({ classWeight: 'balanced', tol: 1e-8 }).fit(X, two)
    expect(furthest(balanced.coefficients, log.coefficients)).toBeLessThan(1e-6)
    expect(() => linearClassifier({ loss: 'focal' as never })).toThrow(/`loss`/)
  })
})

describe('early stopping of linearClassifier', () => {
  for (const scoring of ['loss', 'averagePrecision', 'macroF1'] as const) {
    it(`keeps the iteration that is best by ${scoring}`, async () => {
      const earlyStopping = { scoring, validationFraction: 0.3, nIterNoChange: 4 }
      for (const y of [two, three]) {
        const model = await linearClassifier({ C: 1e4, earlyStopping }).fit(X, y)
        const { scores, iterations } = model
        expect(iterations).toBe(scores.indexOf(Math.max(...scores)) + 1)
        expect(scores.length).toBeLessThanOrEqual(iterations + 4)
        const again = await linearClassifier({ C: 1e4, earlyStopping }).fit(X, y)
        expect(again.save()).toEqual(model.save())
        // As many iterations without looking on give the same coefficients but for the rows set aside.
        const loaded = loadModel(JSON.parse(JSON.stringify(model.save()))) as typeof model
        expect(loaded.scores).toEqual(scores)
      }
    })
  }

  it('learns nothing from the rows set aside, and judges by nothing else', async () => {
    const earlyStopping = { scoring: 'averagePrecision', validationFraction: 0.5, nIterNoChange: 3 } as const
    const model = await linearClassifier({ earlyStopping }).fit(X, two)
    expect(averagePrecision(two.codes, model.decisionFunction(X))).toBeGreaterThan(0.6)
    const full = await linearClassifier({ earlyStopping: null }).fit(X, two)
    expect(furthest(full.coefficients, model.coefficients)).toBeGreaterThan(0)
    expect(full.scores.length).toBe(0)
    expect(() => linearClassifier({ earlyStopping: { scoring: 'f1' as never } })).toThrow(/`earlyStopping.scoring`/)
    expect(lossOf('logLoss').name).toBe('logLoss')
  })
})
