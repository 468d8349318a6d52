import { expect, test } from 'vitest'
import { matrix, OptionError } from '../../src/core/index.ts'
import { balancedRandomForest, loadClassifier } from '../../src/ensembles/index.ts'
import { X, y } from './rare-rows.ts'

test('rows are judged by the trees that did not draw them, honestly', async () => {
  const unit = balancedRandomForest({ oobScore: true, nEstimators: 50 })
  const model = await unit.fit(X, y)
  expect(model.oobProbabilities).toHaveLength(1200)
  expect(model.oobScore).toBeGreaterThan(0.6)
  for (let row = 0; row < 600; row++) {
    expect(model.oobProbabilities![2 * row]! + model.oobProbabilities![2 * row + 1]!).toBeCloseTo(1, 12)
  }
  expect(model.predictProba(X)).toEqual((await balancedRandomForest({ nEstimators: 50 }).fit(X, y)).predictProba(X))
  const loaded = balancedRandomForest.load(JSON.parse(JSON.stringify(model.save())))
  expect([loaded.oobScore, loaded.oobProbabilities]).toEqual([model.oobScore, model.oobProbabilities])
  const nothing = matrix(
    X.data.filter((_, at) => at % 6 > 3),
    2,
  )
  const coins = { ...y, codes: y.codes.map((_, row) => (row * 7919) % 2) }
  expect(Math.abs((await unit.fit(nothing, coins)).oobScore! - 0.5)).toBeLessThan(0.08)
  expect((await balancedRandomForest().fit(X, y)).oobScore).toBeUndefined()
})

test('a class that every tree sees whole has no out-of-bag probability', async () => {
  const model = await balancedRandomForest({ oobScore: true, samplingStrategy: 'auto' }).fit(X, y)
  for (let row = 0; row < 600; row++) expect(Number.isNaN(model.oobProbabilities![2 * row]!)).toBe(y.codes[row] === 1)
})

test('draws again as many of the balanced rows as `maxSamples` says', async () => {
  const leaves = async (maxSamples: number | null) => {
    const options = { bootstrap: true, maxSamples, nEstimators: 20 }
    const { trees } = await balancedRandomForest(options).fit(X, y)
    return trees.reduce((sum, { features }) => sum + features.length, 0)
  }
  const [all, half, few] = [await leaves(null), await leaves(0.5), await leaves(10)]
  expect(half!).toBeLessThan(0.75 * all!)
  expect(few!).toBeLessThan(20 * 2 * 10)
  const model = await balancedRandomForest({ bootstrap: true, maxSamples: 0.5 }).fit(X, y)
  expect(loadClassifier(JSON.parse(JSON.stringify(model.save()))).predictProba(X)).toEqual(model.predictProba(X))
})

test.each([
  [{ maxSamples: 0.5 }, /`maxSamples` is for draws that `bootstrap` makes. Turn it on/],
  [{ oobScore: true, replacement: false }, /`oobScore` needs trees that do not see all rows/],
])('refuses %j', (options, sentence) => {
  expect(() => balancedRandomForest(options)).toThrow(OptionError)
  expect(() => balancedRandomForest(options)).toThrow(sentence)
})
