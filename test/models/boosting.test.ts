import { describe, expect, it } from 'vitest'
import { type Column, labels, labelsFromCodes, matrix, OptionError, random, takeRows } from '../../src/core/index.ts'
import { averagePrecision } from '../../src/evaluation/index.ts'
import { histGradientBoosting, loadModel } from '../../src/models/index.ts'
import { longestStretch } from '../longest-stretch.ts'

const n = 2400
const draws = random('boosting')
const noise = draws.fork('noise').randn(n)
const cells = draws.fork('cells').randn(n * 3)
const X = matrix(cells, 3)
const y = labels(Array.from(noise, (value, i) => cells[i * 3]! * cells[i * 3 + 1]! + value * 0.5 > 1.2))
const quick = { maxIter: 20, earlyStopping: false } as const

const columnsWith = (categories: readonly string[]): Column[] => [
  { name: 'x0', kind: 'number' },
  { name: 'level', kind: 'category', categories },
]

/** A column of categories that alone decides; levels 0 … count − 1, drawn unevenly. */
function levelsOf(count: number) {
  const level = draws.fork('level').uniform(n, 0, 1)
  const codes = Float64Array.from(level, (u) => Math.floor(u * u * count))
  const truth = Array.from(codes, (code, i) => (code * 7) % 3 === 0 && noise[i]! > -1)
  return { codes, truth }
}

describe('early stopping', () => {
  it('is on by itself only with many rows, and leaves the scores behind', async () => {
    const plain = await histGradientBoosting({ maxIter: 3 }).fit(X, y)
    expect([...plain.scores]).toEqual([])
    expect(plain.iterations).toBe(3)
    const many = takeRows(
      X,
      Int32Array.from({ length: 10_001 }, (_, i) => i % n),
    )
    const codes = Int32Array.from({ length: 10_001 }, (_, i) => y.codes[i % n]!)
    const auto = await histGradientBoosting({ maxIter: 3 }).fit(many, labelsFromCodes(codes, y.classes))
    expect(auto.scores.length).toBe(4)
  })

  for (const scoring of ['loss', 'averagePrecision', 'macroF1'] as const) {
    for (const validationFraction of [0.2, null]) {
      it(`stops when nothing is gained: ${scoring}, ${validationFraction ?? 'training'}`, async () => {
        const options = {
          earlyStopping: true,
          scoring,
          validationFraction,
          nIterNoChange: 4,
          learningRate: 0.3,
        } as const
        const model = await histGradientBoosting({ ...options, tol: 1e-3, maxIter: 300 }).fit(X, y)
        const { scores, iterations } = model
        expect(iterations).toBeLessThan(300)
        expect(scores.length).toBe(iterations + 1)
        const best = Math.max(...scores.subarray(0, iterations - 3))
        expect(best).toBeGreaterThan(scores[0]!)
        for (const score of scores.subarray(iterations - 3)) {
          expect(score).toBeLessThanOrEqual(scores[iterations - 4]! + 1e-3)
        }
        const loaded = loadModel(JSON.parse(JSON.stringify(model.save())))
        expect(loaded.predictProba(X)).toEqual(model.predictProba(X))
      })
    }
  }

  it('judges rows that it does not learn from, the same for a seed', async () => {
    const options = { ...quick, earlyStopping: true, seed: 5 }
    const a = await histGradientBoosting(options).fit(X, y)
    const b = await histGradientBoosting(options).fit(X, y)
    const c = await histGradientBoosting({ ...options, seed: 6 }).fit(X, y)
    expect(a.save()).toEqual(b.save())
    expect(c.scores).not.toEqual(a.scores)
  })
})

describe('missing cells', () => {
  it('go to the side where they do better, also where being missing is all that tells', async () => {
    const data = Float64Array.from(noise, (value, i) => (i % 4 === 0 ? NaN : value))
    const truth = labels(Array.from(noise, (_, i) => i % 4 === 0))
    const p = (await histGradientBoosting(quick).fit(matrix(data, 1), truth)).predictProba(matrix(data, 1))
    for (let i = 0; i < n; i++) expect(p[i * 2 + 1]! > 0.5).toBe(i % 4 === 0)
  })

  it('of a column that had none in training go with the many', async () => {
    const truth = labels(Array.from(noise, (value) => value > 1.2))
    const model = await histGradientBoosting({ ...quick, maxLeafNodes: 2, maxIter: 1 }).fit(matrix(noise, 1), truth)
    const [many, few, missing] = model.decisionFunction(matrix(Float64Array.of(0, 3, NaN), 1))
    expect(few).toBeGreaterThan(many!)
    expect(missing).toBe(many)
  })
})

describe('columns of categories', () => {
  it('are grouped by what they say, whatever the order of their levels', async () => {
    const { codes, truth } = levelsOf(12)
    const names = Array.from({ length: 12 }, (_, i) => `level ${i}`)
    const data = new Float64Array(n * 2)
    for (let i = 0; i < n; i++) data[i * 2 + 1] = codes[i]!
    const options = { ...quick, maxLeafNodes: 2, maxIter: 1, learningRate: 1 }
    const model = await histGradientBoosting(options).fit(matrix(data, columnsWith(names)), labels(truth))
    // One split suffices, which numbers would need many for.
    const p = model.predictProba(matrix(data, columnsWith(names)))
    const shares = new Set(Array.from({ length: n }, (_, i) => `${(codes[i]! * 7) % 3 === 0} ${p[i * 2 + 1]}`))
    expect(shares.size).toBe(2)

    // Other codes for the same levels, and a level that training did not know.
    const shuffled = ['new', ...[...names].reverse()]
    const other = data.map((value, at) => (at % 2 === 1 ? shuffled.indexOf(names[value]!) : value))
    expect(model.predictProba(matrix(other, columnsWith(shuffled)))).toEqual(p)
    const unknown = model.predictProba(matrix(Float64Array.of(0, 0, 0, NaN), columnsWith(shuffled)))
    expect(unknown[1]).toBe(unknown[3])
    expect(() => model.predictProba(matrix(data, 2))).toThrow(/column "level" held categories in training/)
  })

  it('of more levels than bins put the rarest together', async () => {
    const { codes, truth } = levelsOf(400)
    const names = Array.from({ length: 400 }, (_, i) => `level ${String(i).padStart(3, '0')}`)
    const data = new Float64Array(n * 2)
    for (let i = 0; i < n; i++) data[i * 2 + 1] = codes[i]!
    const mixed = matrix(data, columnsWith(names))
    for (const maxBins of [255, 8]) {
      const model = await histGradientBoosting({ ...quick, maxBins, minSamplesLeaf: 5 }).fit(mixed, labels(truth))
      const p = model.predictProba(mixed)
      const counts = new Int32Array(400)
      for (const code of codes) counts[code]!++
      const rare = [...counts.keys()]
        .filter((code) => counts[code]! > 0)
        .sort((a, b) => counts[a]! - counts[b]! || b - a)
      const seen = new Set(rare.slice(0, 20).map((code) => p[codes.indexOf(code) * 2 + 1]))
      expect(seen.size).toBe(1)
      const loaded = loadModel(JSON.parse(JSON.stringify(model.save())))
      expect(loaded.predictProba(mixed)).toEqual(p)
    }
  })
})

describe('losses and limits', () => {
  it('minimizes any loss, for two classes and three', async () => {
    const three = labels(
      Array.from(noise, (value, i) => (cells[i * 3]! > 1 ? 'a' : cells[i * 3 + 1]! + value > 1 ? 'b' : 'c')),
    )
    for (const target of [y, three]) {
      for (const loss of ['logLoss', 'weightedCrossEntropy', { name: 'focalLoss', options: { gamma: 3 } }] as const) {
        const model = await histGradientBoosting({ ...quick, loss, learningRate: 0.3 }).fit(X, target)
        const k = target.classes.length
        const p = model.predictProba(X)
        const truth = target.codes.map((code) => (code === 1 ? 1 : 0))
        const own = Float64Array.from(truth, (_, i) => p[i * k + 1]!)
        expect(averagePrecision(truth, own)).toBeGreaterThan(0.75)
        expect(model.iterations).toBe(20)
      }
    }
  })

  it('weighs classes by the loss as by `classWeight`, and refuses options for classes that there are not', async () => {
    // Few enough values that weights do not move the borders of the bins.
    const coarse = matrix(
      cells.map((value) => Math.round(value * 20)),
      3,
    )
    const weighted = await histGradientBoosting({ ...quick, loss: 'weightedCrossEntropy' }).fit(coarse, y)
    const outside = await histGradientBoosting({ ...quick, classWeight: 'balanced' }).fit(coarse, y)
    const a = weighted.decisionFunction(coarse)
    const b = outside.decisionFunction(coarse)
    expect(a.reduce((most, score, i) => Math.max(most, Math.abs(score - b[i]!)), 0)).toBeLessThan(1e-5)
    const plain = (await histGradientBoosting(quick).fit(coarse, y)).decisionFunction(coarse)
    expect(Math.abs(a[0]! - plain[0]!)).toBeGreaterThan(0.1)
    const loss = { name: 'focalLoss', options: { alpha: { no: 1 } } } as const
    await expect(histGradientBoosting({ loss }).fit(X, y)).rejects.toThrow(OptionError)
  })

  it('uses only the drawn columns for a split', async () => {
    const all = await histGradientBoosting(quick).fit(X, y)
    const some = await histGradientBoosting({ ...quick, maxFeatures: 0.34 }).fit(X, y)
    const other = await histGradientBoosting({ ...quick, maxFeatures: 0.34, seed: 1 }).fit(X, y)
    expect(some.decisionFunction(X)).not.toEqual(all.decisionFunction(X))
    expect(some.decisionFunction(X)).not.toEqual(other.decisionFunction(X))
  })

  it('grows without a limit of leaves as long as leaves are large enough', async () => {
    const model = await histGradientBoosting({ ...quick, maxIter: 2, maxLeafNodes: null, minSamplesLeaf: 2 }).fit(X, y)
    const limited = await histGradientBoosting({ ...quick, maxIter: 2, minSamplesLeaf: 2 }).fit(X, y)
    expect(JSON.stringify(model.save()).length).toBeGreaterThan(JSON.stringify(limited.save()).length * 1.2)
  })
})

it('a long fit answers an abort within 100 ms of work, and tells its rounds', async () => {
  const rows = 120_000
  const width = 30
  const data = random(1).uniform(rows * width)
  const truth = labelsFromCodes(
    Int32Array.from({ length: rows }, (_, i) => (data[i * width]! + data[i * width + 1]! > 1.5 ? 1 : 0)),
    ['a', 'b'],
  )
  const longest = await longestStretch(async () => {
    const controller = new AbortController()
    const rounds: number[] = []
    const context = {
      signal: controller.signal,
      onProgress: ({ stage, done }: { stage: string; done: number }) => {
        if (stage === 'boost' && rounds.push(done) === 4) controller.abort(new Error('enough'))
      },
    }
    await expect(histGradientBoosting().fit(matrix(data, width), truth, {}, context)).rejects.toThrow('enough')
    expect(rounds).toEqual([0, 1, 2, 3])
  })
  expect(longest).toBeLessThan(100)
})
