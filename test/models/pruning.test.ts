import { expect, test } from 'vitest'
import { labels, matrix, sparseMatrix } from '../../src/core/index.ts'
import { decisionTree, randomForest } from '../../src/models/index.ts'
import recorded from '../fixtures/models/pruning.json' with { type: 'json' }

const X = matrix(
  Float64Array.from(recorded.cells, (cell) => cell / 64),
  4,
)
const y = labels(recorded.codes)

test.each(recorded.cases)(
  'prunes as the peer does: $criterion, $ccpAlpha, weighted $weighted, to $leaves leaves',
  async ({ criterion, ccpAlpha, weighted, leaves, depth, said }) => {
    const unit = decisionTree({ criterion: criterion as 'gini', ccpAlpha })
    const settings = weighted ? { sampleWeight: Float64Array.from(recorded.weights) } : {}
    const model = await unit.fit(X, y, settings)
    expect([model.leafCount, model.depth]).toEqual([leaves, depth])
    const p = model.predictProba(X)
    for (const [at, value] of said.entries()) {
      expect(p[Math.floor(at / 3) * 18 + (at % 3)]).toBeCloseTo(value, 8)
    }
    expect(decisionTree.load(JSON.parse(JSON.stringify(model.save()))).predictProba(X)).toEqual(p)
  },
)

test.each(recorded.shares)('a share of rows, $split and $leaf, is the count that the peer takes', async (one) => {
  const model = await decisionTree({ minSamplesSplit: one.split, minSamplesLeaf: one.leaf }).fit(X, y)
  expect([model.leafCount, model.depth]).toEqual([one.leaves, one.depth])
  expect(() => decisionTree({ minSamplesLeaf: 1.5 })).toThrow(
    'must be a number of rows from 1, or a share of them below 1',
  )
  expect(() => decisionTree({ minSamplesSplit: 1 })).toThrow('`minSamplesSplit`')
})

test('forests prune each tree on the rows that it has seen; sparse rows give the same', async () => {
  const options = { nEstimators: 20, ccpAlpha: 0.01 }
  const nodes = ({ trees }: { readonly trees: readonly { readonly features: Int32Array }[] }) =>
    trees.reduce((sum, { features }) => sum + features.length, 0)
  const pruned = await randomForest(options).fit(X, y)
  const whole = await randomForest({ ...options, ccpAlpha: 0 }).fit(X, y)
  expect(nodes(pruned)).toBeLessThan(0.7 * nodes(whole))
  const sparse = sparseMatrix(
    Int32Array.from({ length: 241 }, (_, row) => row * 4),
    Int32Array.from({ length: 960 }, (_, at) => at % 4),
    X.data,
    4,
  )
  expect((await randomForest(options).fit(sparse, y)).predictProba(X)).toEqual(pruned.predictProba(X))
})
