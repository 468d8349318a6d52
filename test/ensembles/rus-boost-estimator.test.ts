import { expect, test } from 'vitest'
import { labels, OptionError } from '../../src/core/index.ts'
import { loadClassifier, rusBoost } from '../../src/ensembles/index.ts'
import { classifiers } from '../../src/models/index.ts'
import { X, y } from './rare-rows.ts'
import { countsOf, spy } from './spy.ts'

const three = labels(Array.from(y.codes, (code, row) => (code === 1 ? 'rare' : row % 3 === 0 ? 'some' : 'many')))

test.each([
  [y, 1],
  [three, 1],
] as const)('trees as an estimator are the trees that grow without one', async (target, maxDepth) => {
  for (const learningRate of [1, 0.4]) {
    const own = await rusBoost({ maxDepth, learningRate, nEstimators: 8 }).fit(X, target)
    const estimator = { name: 'decisionTree', options: { maxDepth } }
    const other = await rusBoost({ estimator, learningRate, nEstimators: 8 }).fit(X, target)
    expect(other.members).toHaveLength(own.trees!.length)
    for (const [index, say] of own.says.entries()) expect(other.says[index]).toBeCloseTo(say, 9)
    const p = own.predictProba(X)
    for (const [at, value] of other.predictProba(X).entries()) expect(value).toBeCloseTo(p[at]!, 9)
  }
})

test.each(['SAMME', 'SAMME.R'] as const)('%s goes by the book', async (algorithm) => {
  const estimator = spy()
  const learningRate = 0.7
  const model = await rusBoost({ estimator, algorithm, learningRate, nEstimators: 5 }).fit(X, three)
  const k = 3
  let weights = Array<number>(600).fill(1 / 600)
  const sums = new Float64Array(600 * k)
  for (const [index, { X: rows, y: own, weights: given, model: member }] of estimator.seen.entries()) {
    expect(new Set(countsOf(own)).size).toBe(1)
    const width = 6
    const numbers = Array.from({ length: own.codes.length }, (_, row) => rows.data[row * width]!)
    const total = numbers.reduce((sum, row) => sum + weights[row]!, 0)
    for (const [at, row] of numbers.entries()) {
      expect(given[at]).toBeCloseTo((weights[row]! * numbers.length) / total, 9)
    }
    const p = member.predictProba(X)
    const of = (row: number) => Array.from(p.subarray(row * k, row * k + k), (value) => Math.max(value, 2 ** -52))
    const best = (row: number) => of(row).indexOf(Math.max(...of(row)))
    const error = weights.reduce((sum, weight, row) => sum + (best(row) === three.codes[row] ? 0 : weight), 0)
    if (index === model.says.length) {
      expect(algorithm === 'SAMME' && error >= 1 - 1 / k).toBe(true)
      break
    }
    const say = algorithm === 'SAMME' ? learningRate * (Math.log((1 - error) / error) + Math.log(k - 1)) : 1
    expect(model.says[index]).toBeCloseTo(say, 9)
    weights = weights.map((weight, row) => {
      if (algorithm === 'SAMME') return best(row) === three.codes[row] ? weight : weight * Math.exp(say)
      const coded = of(row).map((value, code) => (code === three.codes[row] ? 1 : -1 / (k - 1)) * Math.log(value))
      return weight * Math.exp(((-learningRate * (k - 1)) / k) * coded.reduce((sum, value) => sum + value, 0))
    })
    const mass = weights.reduce((sum, weight) => sum + weight, 0)
    weights = weights.map((weight) => weight / mass)
    for (let row = 0; row < 600; row++) {
      for (let code = 0; code < k; code++) {
        // The votes of SAMME: the say for the likeliest, as much less for the others together; SAMME.R: h of Zhu et al.
        const mean = of(row).reduce((sum, value) => sum + Math.log(value), 0) / k
        sums[row * k + code]! +=
          algorithm === 'SAMME'
            ? say * (best(row) === code ? 1 : -1 / (k - 1))
            : (k - 1) * (Math.log(of(row)[code]!) - mean)
      }
    }
  }
  const all = model.says.reduce((sum, say) => sum + say, 0)
  const said = model.predictProba(X)
  for (let row = 0; row < 600; row++) {
    const raised = Array.from(sums.subarray(row * k, row * k + k), (sum) => Math.exp(sum / all / (k - 1)))
    const whole = raised.reduce((sum, value) => sum + value, 0)
    for (let code = 0; code < k; code++) expect(said[row * k + code]).toBeCloseTo(raised[code]! / whole, 9)
  }
})

test.each(Object.keys(classifiers).filter((name) => name !== 'dummyClassifier'))(
  '%s can be boosted, saved and loaded',
  async (name) => {
    for (const algorithm of ['SAMME', 'SAMME.R'] as const) {
      const unit = rusBoost({ estimator: { name }, algorithm, nEstimators: 3 })
      const model = await unit.fit(X, y)
      expect(model.trees).toBeUndefined()
      expect(model.members!.length).toBe(model.says.length)
      const loaded = loadClassifier(JSON.parse(JSON.stringify(model.save())))
      expect(loaded.predictProba(X)).toEqual(model.predictProba(X))
      expect((await unit.fit(X, y)).save()).toEqual(model.save())
    }
  },
)

test('a member that is wrong nowhere ends the work; one no better than chance is thrown away', async () => {
  const number = { name: 'knows', options: {} }
  const sure = { ...number, fit: async () => told((row) => (y.codes[row] === 1 ? 0.9 : 0.1)) }
  const knowing = await rusBoost({ estimator: sure }).fit(X, y)
  expect([...knowing.says]).toEqual([1])
  const wrong = { ...number, fit: async () => told((row) => (y.codes[row] === 1 ? 0.1 : 0.9)) }
  const lost = await rusBoost({ estimator: wrong }).fit(X, y)
  expect([...lost.says]).toEqual([])
  expect(new Set(lost.predictProba(X))).toEqual(new Set([0.5]))
})

function told(rare: (row: number) => number) {
  return {
    name: 'knows',
    classes: y.classes,
    predictProba: ({ data, rowCount }: { data: Float64Array; rowCount: number }) =>
      Float64Array.from({ length: rowCount * 2 }, (_, at) => {
        const p = rare(data[(at >> 1) * 6]!)
        return at % 2 === 1 ? p : 1 - p
      }),
    save: () => ({ format: 'evenkeel-model', version: 1, name: 'knows', options: {}, state: {} }) as const,
  }
}

test('refuses what it would pass over', () => {
  const make = () => rusBoost({ estimator: { name: 'decisionTree' }, maxDepth: 3 })
  expect(make).toThrow(OptionError)
  expect(make).toThrow('rusBoost: `maxDepth` is for the trees that are grown without an `estimator`.')
  expect(() => rusBoost({ algorithm: 'samme' as never })).toThrow(
    'rusBoost: `algorithm` must be one of "SAMME", "SAMME.R"',
  )
})
