import { describe, expect, it, test } from 'vitest'
import { labels, labelsFromCodes, matrix, random, sparseMatrix } from '../../src/core/index.ts'
import { adaBoost, decisionTree, randomForest } from '../../src/models/index.ts'
import { answersAborts } from '../answers-aborts.ts'
import recorded from '../fixtures/models/trees.json' with { type: 'json' }

function dataOf(one: { cells: number[]; codes: number[]; columns: number }) {
  const X = matrix(
    Float64Array.from(one.cells, (cell) => cell / 256),
    one.columns,
  )
  return { X, y: labels(one.codes) }
}

test.each(recorded.trees.map((one) => ({ ...one, title: JSON.stringify(one.options) })))(
  '$title: the tree of scikit-learn, node for node',
  async (one) => {
    const { X, y } = dataOf(one)
    const settings = one.weights ? { sampleWeight: Float64Array.from(one.weights) } : {}
    for (const seed of [0, 1]) {
      const model = await decisionTree({ ...(one.options as object), seed }).fit(X, y, settings)
      const { features, thresholds, rights } = model.tree
      expect(Array.from(features, (feature) => Math.max(feature, -1))).toEqual(one.features)
      expect(Array.from(thresholds, (value) => (Number.isNaN(value) ? null : value))).toEqual(one.thresholds)
      expect([...rights]).toEqual(one.rights)
      const p = model.predictProba(X)
      for (const [at, value] of one.probabilities.entries()) expect(Math.abs(p[at]! - value)).toBeLessThan(1e-11)
    }
  },
)

test.each(recorded.boosted.map((one) => ({ ...one, title: JSON.stringify(one.options) })))(
  'adaBoost $title: the votes of scikit-learn',
  async (one) => {
    const { X, y } = dataOf(one)
    const p = (await adaBoost(one.options).fit(X, y)).predictProba(X)
    for (const [at, value] of one.probabilities.entries()) expect(Math.abs(p[at]! - value)).toBeLessThan(1e-9)
  },
)

/** The best first cut by trying every one. */
function bestCutByHand(X: Float64Array, width: number, codes: Int32Array, weights: Float64Array) {
  const n = codes.length
  let best = { score: -1, feature: -1, below: 0, above: 0 }
  for (let feature = 0; feature < width; feature++) {
    const order = Array.from({ length: n }, (_, row) => row).sort(
      (a, b) => X[a * width + feature]! - X[b * width + feature]!,
    )
    for (let cut = 1; cut < n; cut++) {
      const below = X[order[cut - 1]! * width + feature]!
      const above = X[order[cut]! * width + feature]!
      if (below === above) continue
      const sums = [0, 0, 0, 0]
      for (const [at, row] of order.entries()) sums[(at < cut ? 0 : 2) + codes[row]!]! += weights[row]!
      const [a, b, c, d] = sums as [number, number, number, number]
      const score = (a * a + b * b) / (a + b) + (c * c + d * d) / (c + d)
      if (score > best.score * (1 + 1e-13)) best = { score, feature, below, above }
    }
  }
  return best
}

describe('a cut', () => {
  it.each([
    ['rare among many values', 0.03, 1e9],
    ['rare among few values', 0.05, 40],
    ['even among many values', 0.5, 1e9],
    ['even among very few values', 0.4, 2],
  ])('is the best one of all: %s', async (_, share, levels) => {
    for (let round = 0; round < 8; round++) {
      const stream = random(`${share} ${levels} ${round}`)
      const n = 250
      const data = stream
        .fork('x')
        .uniform(n * 3)
        .map((value) => Math.floor(value * levels) / levels)
      const codes = Int32Array.from(stream.fork('y').uniform(n), (u, row) => (row < 2 || u < share ? 1 : 0))
      const weights = stream.fork('w').uniform(n, 0.5, 2)
      const best = bestCutByHand(data, 3, codes, weights)
      const y = labelsFromCodes(codes, ['usual', 'rare'])
      const stump = await decisionTree({ maxDepth: 1 }).fit(matrix(data, 3), y, { sampleWeight: weights })
      expect(stump.tree.features[0]).toBe(best.feature)
      expect(stump.tree.thresholds[0]).toBeCloseTo((best.below + best.above) / 2, 12)
    }
  })

  it('parts values that differ only in the last bit, and takes both zeros for one value', async () => {
    const next = 1 + 2 ** -52
    const y = labels(['a', 'a', 'b', 'b'])
    const close = matrix(Float64Array.of(1, 1, next, next), 1)
    const p = (await decisionTree().fit(close, y)).predictProba(close)
    expect([...p]).toEqual([1, 0, 1, 0, 0, 1, 0, 1])
    const zeros = matrix(Float64Array.of(0, -0, -0, 0), 1)
    expect((await decisionTree().fit(zeros, y)).leafCount).toBe(1)
  })

  it('leaves as many rows on either side as asked', async () => {
    const X = matrix(random('leaf').randn(600), 2)
    const y = labels(
      Array.from({ length: 300 }, (_, row) => (X.data[row * 2]! * X.data[row * 2 + 1]! > 0.3 ? 'rare' : 'usual')),
    )
    const { tree } = await decisionTree({ minSamplesLeaf: 40, seed: 3 }).fit(X, y)
    const sizes = new Map<number, number>()
    for (let row = 0; row < 300; row++) {
      let node = 0
      while (tree.features[node]! >= 0) {
        node = X.data[row * 2 + tree.features[node]!]! <= tree.thresholds[node]! ? node + 1 : tree.rights[node]!
      }
      sizes.set(node, (sizes.get(node) ?? 0) + 1)
    }
    expect(sizes.size).toBeGreaterThan(2)
    expect(Math.min(...sizes.values())).toBeGreaterThanOrEqual(40)
  })
})

describe('randomForest', () => {
  const n = 500
  const data = random('forest')
    .randn(n * 5)
    .map((value) => (value < 0.3 ? 0 : value))
  const X = matrix(data, 5)
  const y = labels(
    Array.from({ length: n }, (_, row) => (data[row * 5]! + data[row * 5 + 1]! > 1.6 ? 'rare' : 'usual')),
  )

  it('is the same forest on sparse rows', async () => {
    const starts = new Int32Array(n + 1)
    const indices: number[] = []
    const cells: number[] = []
    for (let at = 0; at < data.length; at++) {
      if (data[at] !== 0) {
        indices.push(at % 5)
        cells.push(data[at]!)
      }
      if (at % 5 === 4) starts[(at + 1) / 5] = indices.length
    }
    const sparse = sparseMatrix(starts, Int32Array.from(indices), Float64Array.from(cells), 5)
    const dense = await randomForest({ nEstimators: 5 }).fit(X, y)
    const wide = await randomForest({ nEstimators: 5 }).fit(sparse, y)
    expect(wide.save()).toEqual(dense.save())
    expect(wide.predictProba(sparse)).toEqual(dense.predictProba(X))
  })

  it('grows other trees from other seeds, and more trees without changing the first', async () => {
    const five = await randomForest({ nEstimators: 5 }).fit(X, y)
    const eight = await randomForest({ nEstimators: 8 }).fit(X, y)
    expect(eight.trees.slice(0, 5)).toEqual(five.trees)
    const other = await randomForest({ nEstimators: 5, seed: 1 }).fit(X, y)
    expect(other.trees[0]).not.toEqual(five.trees[0])
  })

  it('draws as many rows as maxSamples says', async () => {
    const few = await randomForest({ nEstimators: 4, maxSamples: 0.1 }).fit(X, y)
    const all = await randomForest({ nEstimators: 4 }).fit(X, y)
    const nodes = (model: typeof few) => model.trees.reduce((sum, { features }) => sum + features.length, 0)
    expect(nodes(few)).toBeLessThan(0.7 * nodes(all))
  })

  it('lifts the rare class by class weights', async () => {
    const rare = (p: Float64Array) => p.reduce((sum, value, at) => sum + (at % 2 === 0 ? value : 0), 0)
    const shape = { nEstimators: 10, maxDepth: 3 }
    const plain = rare((await randomForest(shape).fit(X, y)).predictProba(X))
    for (const classWeight of ['balanced', 'balancedSubsample', { rare: 10 }] as const) {
      expect(rare((await randomForest({ ...shape, classWeight }).fit(X, y)).predictProba(X))).toBeGreaterThan(
        1.2 * plain,
      )
    }
  })

  it('answers an abort within 100 ms of work', async () => {
    const rows = 60_000
    const large = matrix(random('large').randn(rows * 20), 20)
    const target = labelsFromCodes(
      Int32Array.from({ length: rows }, (_, i) => ((i * 31) % 7 === 0 ? 1 : 0)),
      ['a', 'b'],
    )
    await answersAborts([700, 50], (signal) => randomForest().fit(large, target, {}, { signal }))
  })
})
