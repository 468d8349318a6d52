import { describe, expect, it } from 'vitest'
import { labelsFromCodes, matrix, random, sigmoid, takeLabels, takeRows } from '../../../src/core/index.ts'
import { linearSvc, loadModel, svc } from '../../../src/models/index.ts'
import { contentFolds } from '../../../src/models/svm/content-folds.ts'
import { couplePairs } from '../../../src/models/svm/couple-pairs.ts'
import { furthest } from './inputs.ts'

/** Two overlapping clouds; the second class is the rarer one. */
function clouds(rowCount: number, seed: number) {
  const draws = random(seed)
  const cells = draws.fork('cells').randn(rowCount * 2)
  const rare = draws.fork('class').uniform(rowCount)
  const codes = Int32Array.from(rare, (value) => (value < 0.2 ? 1 : 0))
  for (let row = 0; row < rowCount; row++) cells[row * 2]! += codes[row]! * 1.5
  return { X: matrix(cells, 2), y: labelsFromCodes(codes, ['usual', 'rare']) }
}

/** The mean difference between truth and probability of the rare class, and the log loss. */
function quality(p: Float64Array, codes: Int32Array) {
  let bias = 0
  let loss = 0
  for (let row = 0; row < codes.length; row++) {
    bias += (codes[row]! - p[row * 2 + 1]!) / codes.length
    loss -= Math.log(p[row * 2 + codes[row]!]!) / codes.length
  }
  return { bias, loss }
}

const train = clouds(800, 1)
const test = clouds(2000, 2)

describe.each([
  ['svc', svc],
  ['linearSvc', linearSvc],
] as const)('%s', (_, factory) => {
  it('gives probabilities that come true on fresh rows', async () => {
    const model = await factory().fit(train.X, train.y)
    const { bias, loss } = quality(model.predictProba(test.X), test.y.codes)
    expect(Math.abs(bias)).toBeLessThan(0.03)
    // The shares of the classes alone give 0.5.
    expect(loss).toBeLessThan(0.43)
  })

  it('lets class weights move probabilities', async () => {
    const model = await factory({ classWeight: 'balanced' }).fit(train.X, train.y)
    const p = model.predictProba(test.X)
    const called = test.y.codes.reduce((sum, code, row) => sum + (code === 1 && p[row * 2 + 1]! > 0.5 ? 1 : 0), 0)
    expect(called / test.y.codes.reduce((a, b) => a + b, 0)).toBeGreaterThan(0.6)
  })

  it('without probabilities gives a sigmoid of the decision value', async () => {
    const model = await factory({ probability: false }).fit(train.X, train.y)
    const p = model.predictProba(test.X)
    const values = model.decisionFunction(test.X)
    for (let row = 0; row < 50; row++) expect(p[row * 2 + 1]).toBeCloseTo(sigmoid(2 * values[row]!), 12)
  })

  it('another seed deals other folds; the machine stays the same', async () => {
    const one = await factory().fit(train.X, train.y)
    const other = await factory({ seed: 5 }).fit(train.X, train.y)
    expect(furthest(one.decisionFunction(test.X), other.decisionFunction(test.X))).toBeLessThan(2e-3)
    expect(furthest(one.predictProba(test.X), other.predictProba(test.X))).toBeGreaterThan(1e-5)
  })

  it('tells a class of one row from the rest', async () => {
    const codes = train.y.codes.slice(0, 60)
    codes[7] = 2
    const y = labelsFromCodes(codes, ['a', 'b', 'c'])
    const p = (await factory().fit(takeRows(train.X, [...codes.keys()]), y)).predictProba(test.X)
    expect(p.every((value) => value >= 0 && value <= 1)).toBe(true)
  })
})

it('a loaded svc finds the same support vectors and decisions, sparse and dense', async () => {
  const model = await svc({ probability: false }).fit(train.X, train.y)
  const loaded = loadModel(JSON.parse(JSON.stringify(model.save()))) as typeof model
  expect(loaded.supportRows).toEqual(model.supportRows)
  expect(loaded.dualCoef).toEqual(model.dualCoef)
  expect(loaded.decisionFunction(test.X)).toEqual(model.decisionFunction(test.X))
})

describe('contentFolds', () => {
  it('spreads every class evenly, and keeps equal rows together', async () => {
    const rows = Array.from({ length: 900 }, (_, i) => i % 800)
    const X = takeRows(train.X, rows)
    const y = takeLabels(train.y, rows)
    const folds = await contentFolds(X, y.codes, new Float64Array(900).fill(1), 5, 0)
    for (let i = 800; i < 900; i++) expect(folds[i]).toBe(folds[i - 800])
    for (const code of [0, 1]) {
      const counts = new Array<number>(5).fill(0)
      y.codes.forEach((one, row) => {
        if (one === code) counts[folds[row]!]!++
      })
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(4)
    }
  })
})

describe('couplePairs', () => {
  it('finds the class probabilities that pairs came from', () => {
    const truth = [0.55, 0.25, 0.15, 0.05]
    const pairs = Float64Array.from({ length: 16 }, (_, at) => {
      const a = truth[at >> 2]!
      const b = truth[at & 3]!
      return at >> 2 === (at & 3) ? 0 : a / (a + b)
    })
    expect(furthest(couplePairs(pairs, 4), truth)).toBeLessThan(1e-6)
  })
})
