import { describe, expect, it } from 'vitest'
import {
  type Classifier,
  type FittedClassifier,
  LeakError,
  labels,
  labelsFromCodes,
  type Matrix,
  matrix,
  OptionError,
  type OptionsSchema,
  type Progress,
  random,
  split,
  takeLabels,
  takeRows,
  z,
} from '../../src/core/index.ts'
import { ensembles, loadClassifier } from '../../src/ensembles/index.ts'
import { loadModel } from '../../src/models/index.ts'
import { answersAborts } from '../answers-aborts.ts'

interface Factory {
  (options?: Record<string, unknown>): Classifier
  readonly unitName: string
  readonly optionsSchema: OptionsSchema
}

const n = 400
const width = 4
const data = random('ensembles').randn(n * width)
const codes = Int32Array.from({ length: n }, (_, row) => (row % 10 === 0 ? 2 : row % 4 === 0 ? 1 : 0))
for (let row = 0; row < n; row++) data[row * width + codes[row]!]! += 1.5 * codes[row]!
const X = matrix(
  data,
  ['age', 'amount', 'hour', 'rate'].map((name) => ({ name, kind: 'number' as const })),
)
const y = labelsFromCodes(codes, ['a', 'b', 'rare'])
const yTwo = labels(Array.from(codes, (code) => code === 2))
const small = { nEstimators: 5 }
/** Rows enough to take a while, with labels that no tree can learn by heart, so that no boosting is through early. */
const manyRows = matrix(random('many rows').randn(60_000 * width), X.columns)
const coins = random('many labels').uniform(60_000)
const noisy = labels(Array.from(coins, (coin, row) => coin < (manyRows.data[row * width]! > 1 ? 0.4 : 0.1)))

function badValues(schema: OptionsSchema): [string, unknown][] {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input' })
  const bad: [string, unknown][] = []
  for (const [name, declared] of Object.entries(properties)) {
    if (typeof declared === 'boolean') continue
    bad.push([name, Symbol.for('nothing like it')])
    // A strategy may be a function; whether it answers as it should is seen when it is asked.
    if (name !== 'samplingStrategy') bad.push([name, () => 0])
    if (declared.anyOf?.some((one) => typeof one === 'object' && one.type === 'object' && one.properties)) {
      bad.push([name, { name: 'nothing like it' }], [name, {}], [name, 'smote'])
    }
    if (declared.anyOf?.some((one) => typeof one === 'object' && one.type === 'number'))
      bad.push([name, 1.5], [name, 0])
    if (declared.type === 'number' || declared.type === 'integer') bad.push([name, NaN], [name, '1'])
    if (declared.type === 'integer') bad.push([name, 1.5])
    if (declared.minimum !== undefined) bad.push([name, declared.minimum - 1])
    if (declared.exclusiveMinimum !== undefined) bad.push([name, declared.exclusiveMinimum])
    if (declared.enum) bad.push([name, 'none of them'])
    if (declared.type === 'boolean') bad.push([name, 'yes'])
    if (declared.type === 'object') bad.push([name, { name: 'nothing like it' }], [name, {}])
  }
  return bad
}

/** The share of each class that the model finds, by its likeliest class. */
function recalls(model: FittedClassifier, of: Int32Array): number[] {
  const k = model.classes.length
  const p = model.predictProba(X)
  const found = new Float64Array(k)
  const there = new Float64Array(k)
  for (let row = 0; row < n; row++) {
    const own = p.subarray(row * k, row * k + k)
    there[of[row]!]!++
    if (own.indexOf(Math.max(...own)) === of[row]) found[of[row]!]!++
  }
  return Array.from(found, (count, code) => count / there[code]!)
}

/** The same promises with the options that change how members come about. */
const variants: readonly (readonly [keyof typeof ensembles, Record<string, unknown>])[] = [
  ['balancedBaggingClassifier', { sampler: { name: 'randomOverSampler', options: {} }, maxSamples: 0.5 }],
  ['balancedBaggingClassifier', { sampler: { name: 'tomekLinks', options: {} }, oobScore: true }],
  ['balancedBaggingClassifier', { maxFeatures: 0.75, bootstrapFeatures: true, oobScore: true }],
  ['balancedBaggingClassifier', { bootstrap: false, maxFeatures: 3 }],
  ['balancedRandomForest', { oobScore: true }],
  ['balancedRandomForest', { bootstrap: true, maxSamples: 0.7, replacement: false, oobScore: true, ccpAlpha: 0.001 }],
  ['easyEnsemble', { estimator: { name: 'histGradientBoosting', options: { maxIter: 10 } }, replacement: true }],
  ['rusBoost', { estimator: { name: 'decisionTree', options: { maxDepth: 2 } } }],
  ['rusBoost', { algorithm: 'SAMME.R' }],
]
const plain = Object.keys(ensembles).map((name) => [name as keyof typeof ensembles, {}] as const)

for (const [name, special] of [...plain, ...variants]) {
  const { unitName, optionsSchema } = ensembles[name]
  const make = ensembles[name] as unknown as Factory
  const factory: Factory = Object.assign((options?: Record<string, unknown>) => make({ ...special, ...options }), {
    unitName,
    optionsSchema,
  })
  const title = Object.keys(special).length === 0 ? name : `${name} ${JSON.stringify(special)}`
  describe(title, () => {
    it('is what the registry calls it, and works without options', async () => {
      expect(factory.unitName).toBe(name)
      const unit = factory()
      expect(unit.name).toBe(name)
      expect(Object.isFrozen(unit)).toBe(true)
      expect(Object.keys(unit.options)).toEqual(Object.keys(factory.optionsSchema.shape))
      const model = await unit.fit(X, yTwo)
      expect(model.classes).toEqual([false, true])
    })

    it('finds the rare class as well as the others', async () => {
      for (const [target, least] of [
        [yTwo, 0.7],
        [y, 0.5],
      ] as const) {
        const found = recalls(await factory(small).fit(X, target), target.codes)
        expect(Math.min(...found)).toBeGreaterThan(least)
      }
    })

    it('gives the same bytes for the same seed, others for another, and leaves its input alone', async () => {
      const before = X.data.slice()
      const first = await factory(small).fit(X, y)
      const again = await factory(small).fit(X, y, {}, { onProgress: () => {}, workers: 2 })
      expect(again.save()).toEqual(first.save())
      const other = await factory({ ...small, seed: 'other' }).fit(X, y)
      expect(other.predictProba(X)).not.toEqual(first.predictProba(X))
      expect(X.data).toEqual(before)
      expect(y.codes).toBe(codes)
    })

    it('gives probabilities that sum to 1', async () => {
      for (const target of [y, yTwo]) {
        const p = (await factory(small).fit(X, target)).predictProba(X)
        const k = target.classes.length
        expect(p.length).toBe(n * k)
        for (let row = 0; row < n; row++) {
          const own = p.subarray(row * k, row * k + k)
          expect(Math.abs(own.reduce((a, b) => a + b, 0) - 1)).toBeLessThan(1e-12)
          expect(own.every((value) => value >= 0 && value <= 1)).toBe(true)
        }
      }
    })

    it('gives a class without rows, or without weight, probability 0', async () => {
      const known = labelsFromCodes(
        yTwo.codes.map((code) => code * 2),
        ['x', 'y', 'z'],
      )
      const p = (await factory(small).fit(X, known)).predictProba(X)
      for (let row = 0; row < n; row++) expect(p[row * 3 + 1]).toBe(0)
      const sampleWeight = Float64Array.from(codes, (code) => (code === 1 ? 0 : 1))
      const q = (await factory(small).fit(X, y, { sampleWeight })).predictProba(X)
      for (let row = 0; row < n; row++) expect(q[row * 3 + 1]).toBe(0)
    })

    it('looks past rows of weight 0, and heeds weights', async () => {
      const kept = Array.from({ length: n }, (_, row) => row).filter((row) => row % 3 > 0)
      const sampleWeight = Float64Array.from({ length: n }, (_, row) => (row % 3 > 0 ? 1 : 0))
      const weighted = (await factory(small).fit(X, y, { sampleWeight })).predictProba(X)
      const without = (await factory(small).fit(takeRows(X, kept), takeLabels(y, kept))).predictProba(X)
      for (let at = 0; at < without.length; at++) expect(Math.abs(weighted[at]! - without[at]!)).toBeLessThan(1e-9)
      const heavy = Float64Array.from(codes, (code, row) => (code === 2 ? 20 : 1 + (row % 2)))
      const leaning = (await factory(small).fit(X, y, { sampleWeight: heavy })).predictProba(X)
      expect(leaning).not.toEqual((await factory(small).fit(X, y)).predictProba(X))
    })

    it('is the same after saving and loading, bit for bit', async () => {
      const model = await factory(small).fit(X, y)
      const saved = JSON.parse(JSON.stringify(model.save()))
      expect(saved).toMatchObject({ format: 'evenkeel-model', version: 1, name })
      const loaded = loadClassifier(saved)
      expect(loaded.predictProba(X)).toEqual(model.predictProba(X))
      expect(loaded.save()).toEqual(model.save())
      expect(() => loadModel(saved)).toThrow(`no classifier "${name}"`)
    })

    it('learns from a class of one row, from rows that are all alike, and from constant columns', async () => {
      const lone = labels(Array.from({ length: n }, (_, row) => (row === 7 ? 'one' : 'many')))
      const alike = matrix(new Float64Array(n * 2).fill(3), 2)
      for (const [from, target] of [
        [X, lone],
        [alike, yTwo],
        [alike, lone],
      ] as const) {
        const p = (await factory(small).fit(from, target)).predictProba(from)
        expect(p.every((value) => value >= 0 && value <= 1)).toBe(true)
      }
    })

    it('tells how far it is, and stops when it is aborted', async () => {
      const told: Progress[] = []
      await factory().fit(manyRows, noisy, {}, { onProgress: (progress) => told.push(progress) })
      expect(told.length).toBeGreaterThan(0)
      expect(told.every(({ done, total }) => done >= 0 && done <= total)).toBe(true)
      const reason = new Error('enough')
      await expect(factory().fit(X, y, {}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
      const controller = new AbortController()
      const context = { signal: controller.signal, onProgress: () => controller.abort(reason) }
      await expect(factory().fit(manyRows, noisy, {}, context)).rejects.toBe(reason)
    })

    it('stops within 100 ms of an abort, early and late', async () => {
      await answersAborts([20, 150], (signal) => factory({ nEstimators: 200 }).fit(manyRows, noisy, {}, { signal }))
    })

    it('has as many members as were asked for, unless boosting ends early, and each is made of trees or models', async () => {
      const { members, trees } = (await factory(small).fit(X, y)) as unknown as Record<string, unknown[] | undefined>
      const count = (members ?? trees)!.length
      expect(count).toBeGreaterThan(0)
      expect(count).toBeLessThanOrEqual(small.nEstimators)
      if (members) expect(count).toBe(small.nEstimators)
    })

    it('refuses unknown options and every bad value', () => {
      expect(() => factory({ nonsense: 1 })).toThrow(/unknown option `nonsense`/)
      const bad = badValues(factory.optionsSchema)
      expect(bad.length).toBeGreaterThan(5)
      for (const [option, value] of bad) {
        expect(() => make({ [option]: value }), `${option} = ${String(value)}`).toThrow(OptionError)
        expect(() => make({ [option]: value })).toThrow(`${name}: \`${option}`)
      }
    })

    it('refuses missing cells unless its members take them, one class, held-out rows', async () => {
      const broken = { ...X, data: X.data.with(5 * width + 2, NaN) }
      if (JSON.stringify(special).includes('histGradientBoosting')) {
        // What its members can use as it is, it can.
        const model = await factory().fit(broken, y)
        expect(loadClassifier(model.save()).predictProba(broken)).toEqual(model.predictProba(broken))
      } else {
        await expect(factory().fit(broken, y)).rejects.toThrow(`${name}: column "hour" has a missing value (row 5)`)
      }
      await expect(factory().fit(X, labels(Array(n).fill('same')))).rejects.toThrow(/every row has the class "same"/)
      const all = Int32Array.from({ length: n }, (_, row) => row)
      const held = split('test', all).of(X) as unknown as Matrix<'train'>
      await expect(factory().fit(held, y)).rejects.toThrow(LeakError)
    })
  })
}
