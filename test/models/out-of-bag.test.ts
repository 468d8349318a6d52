import { describe, expect, it } from 'vitest'
import { labels, matrix, OptionError, random, sparseMatrix } from '../../src/core/index.ts'
import { averagePrecision } from '../../src/evaluation/index.ts'
import { decisionTree, randomForest } from '../../src/models/index.ts'
import { drawBootstrap } from '../../src/models/trees/random-forest.ts'

const n = 600
const data = random('out of bag').randn(n * 4)
const X = matrix(data, 4)
const noise = random('noise').randn(n)
const codes = Int32Array.from({ length: n }, (_, row) =>
  data[row * 4]! + data[row * 4 + 1]! + 0.5 * noise[row]! > 1.8 ? 1 : 0,
)
const y = labels(Array.from(codes, (code) => (code === 1 ? 'rare' : 'usual')))
const rareColumn = y.classes.indexOf('rare')

/** The rows of tree `index`, as the forest drew them: places count class by class, rows ascending. */
function drawn(index: number, weights?: Float64Array): Set<number> {
  const rows: number[] = []
  for (let k = 0; k < 2; k++) {
    for (let row = 0; row < n; row++) if (y.codes[row] === k && (weights?.[row] ?? 1) > 0) rows.push(row)
  }
  const times = drawBootstrap(rows.length, null, random(0).fork('randomForest').fork(index).fork('rows'))
  return new Set(rows.filter((_, place) => times[place]! > 0))
}

describe('oobScore', () => {
  it('asks for each row the trees that did not draw it', async () => {
    const weights = new Float64Array(n).fill(1).fill(0, 100, 120)
    const model = await randomForest({ nEstimators: 5, oobScore: true }).fit(X, y, { sampleWeight: weights })
    const sums = new Float64Array(n * 2)
    const counts = new Int32Array(n)
    for (const [index, tree] of model.trees.entries()) {
      const seen = drawn(index, weights)
      for (let row = 0; row < n; row++) {
        if (seen.has(row)) continue
        counts[row]!++
        let node = 0
        while (tree.features[node]! >= 0) {
          node = data[row * 4 + tree.features[node]!]! <= tree.thresholds[node]! ? node + 1 : tree.rights[node]!
        }
        for (let k = 0; k < 2; k++) sums[row * 2 + k]! += tree.distributions[(-1 - tree.features[node]!) * 2 + k]!
      }
    }
    const expected = sums.map((sum, at) => sum / counts[at >> 1]!)
    expect(model.oobProbabilities).toEqual(expected)
    // Of five trees, some rows are drawn by every one; rows of weight 0 by none.
    expect(expected.some(Number.isNaN)).toBe(true)
    expect(expected.subarray(200, 240).some(Number.isNaN)).toBe(false)
    let right = 0
    let judged = 0
    for (let row = 0; row < n; row++) {
      if (counts[row] === 0 || weights[row] === 0) continue
      judged++
      if ((expected[row * 2 + 1]! > expected[row * 2]! ? 1 : 0) === y.codes[row]) right++
    }
    expect(model.oobScore).toBe(right / judged)
  })

  it('is an honest estimate, where judging the rows of training is not', async () => {
    const model = await randomForest({ oobScore: true }).fit(X, y)
    const fresh = random('fresh').randn(n * 4)
    const other = random('other noise').randn(n)
    const truth = Int32Array.from({ length: n }, (_, row) =>
      fresh[row * 4]! + fresh[row * 4 + 1]! + 0.5 * other[row]! > 1.8 ? 1 : 0,
    )
    const rareOf = (p: Float64Array) => Float64Array.from({ length: n }, (_, row) => p[row * 2 + rareColumn]!)
    const onFresh = averagePrecision(truth, rareOf(model.predictProba(matrix(fresh, 4))))
    const outOfBag = averagePrecision(codes, rareOf(model.oobProbabilities!))
    const onTraining = averagePrecision(codes, rareOf(model.predictProba(X)))
    expect(Math.abs(outOfBag - onFresh)).toBeLessThan(0.12)
    expect(onTraining - onFresh).toBeGreaterThan(0.12)
  })

  it('is the same on sparse rows, and after a rest', async () => {
    const starts = Int32Array.from({ length: n + 1 }, (_, row) => row * 4)
    const indices = Int32Array.from({ length: n * 4 }, (_, at) => at % 4)
    const dense = await randomForest({ nEstimators: 3, oobScore: true }).fit(X, y)
    const sparse = await randomForest({ nEstimators: 3, oobScore: true }).fit(sparseMatrix(starts, indices, data, 4), y)
    expect(sparse.oobProbabilities).toEqual(dense.oobProbabilities)
    const rested = randomForest.load(JSON.parse(JSON.stringify(dense.save())))
    expect(rested.oobProbabilities).toEqual(dense.oobProbabilities)
    expect(rested.oobScore).toBe(dense.oobScore)
  })

  it('is not there unless asked for, and needs a bootstrap', async () => {
    const plain = await randomForest({ nEstimators: 2 }).fit(X, y)
    expect([plain.oobScore, plain.oobProbabilities]).toEqual([undefined, undefined])
    await expect(randomForest({ oobScore: true, bootstrap: false }).fit(X, y)).rejects.toThrow(OptionError)
  })
})

describe('classWeight: balancedSubsample', () => {
  it('is balanced where every tree sees all rows', async () => {
    const forest = { nEstimators: 1, bootstrap: false, maxFeatures: null, minSamplesLeaf: 5 }
    const anew = await randomForest({ ...forest, classWeight: 'balancedSubsample' }).fit(X, y)
    const once = await randomForest({ ...forest, classWeight: 'balanced' }).fit(X, y)
    const none = await randomForest(forest).fit(X, y)
    expect(anew.predictProba(X)).toEqual(once.predictProba(X))
    expect(anew.predictProba(X)).not.toEqual(none.predictProba(X))
  })
})

describe('maxLeafNodes', () => {
  it('limits the leaves, and leaves a tree that stays below the limit as it is', async () => {
    const whole = await decisionTree({ minSamplesLeaf: 20 }).fit(X, y)
    expect(whole.leafCount).toBeGreaterThan(6)
    const wide = await decisionTree({ minSamplesLeaf: 20, maxLeafNodes: 500 }).fit(X, y)
    expect(wide.predictProba(X)).toEqual(whole.predictProba(X))
    for (const maxLeafNodes of [2, 5, 6]) {
      expect((await decisionTree({ minSamplesLeaf: 20, maxLeafNodes }).fit(X, y)).leafCount).toBe(maxLeafNodes)
    }
    const { trees } = await randomForest({ nEstimators: 4, maxLeafNodes: 6 }).fit(X, y)
    for (const { features } of trees) expect(features.length).toBe(11)
  })
})
