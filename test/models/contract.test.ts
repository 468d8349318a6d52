import { describe, expect, it } from 'vitest'
import {
  type Classifier,
  DataError,
  type FittedClassifier,
  LeakError,
  labels,
  labelsFromCodes,
  type Matrix,
  matrix,
  OptionError,
  type OptionsSchema,
  type SparseMatrix,
  sparseMatrix,
  split,
  takeLabels,
  takeRows,
  takeSparseRows,
  z,
} from '../../src/core/index.ts'
import { classifiers, loadModel } from '../../src/models/index.ts'

interface Factory {
  (options?: Record<string, unknown>): Classifier
  readonly unitName: string
  readonly optionsSchema: OptionsSchema
  readonly accepts: { readonly missing: boolean; readonly categories: boolean }
  readonly mostClasses: number
}

const n = 200
const X = matrix(
  Float64Array.from({ length: n * 4 }, (_, i) => (((i * 7919) % 613) / 613 - 0.5) * (1 + (i % 4))),
  ['age', 'amount', 'hour', 'rate'].map((name) => ({ name, kind: 'number' as const })),
)
const yThree = labels(
  Array.from({ length: n }, (_, i) => (X.data[i * 4]! + X.data[i * 4 + 1]! > 0.3 ? 'rare' : i % 3 ? 'a' : 'b')),
)
const yTwo = labels(Array.from({ length: n }, (_, i) => X.data[i * 4]! + X.data[i * 4 + 1]! > 0.3))
const sparse = toSparse(X)

function toSparse(from: Matrix<never>): SparseMatrix<never> {
  const width = from.columns.length
  const starts = Int32Array.from({ length: from.rowCount + 1 }, (_, row) => row * width)
  return sparseMatrix(
    starts,
    Int32Array.from(from.data.keys(), (at) => at % width),
    from.data.slice(),
    width,
  )
}

/** Values that each declared option must refuse, read from its JSON Schema. */
function badValues(schema: OptionsSchema): [string, unknown][] {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input' })
  const bad: [string, unknown][] = []
  for (const [name, declared] of Object.entries(properties)) {
    if (typeof declared === 'boolean') continue
    bad.push([name, Symbol.for('nothing like it')], [name, () => 0])
    if (declared.type === 'number' || declared.type === 'integer') bad.push([name, NaN], [name, '1'])
    if (declared.type === 'integer') bad.push([name, 1.5])
    if (declared.minimum !== undefined) bad.push([name, declared.minimum - 1])
    if (declared.exclusiveMinimum !== undefined) bad.push([name, declared.exclusiveMinimum])
    if (declared.maximum !== undefined) bad.push([name, declared.maximum + 1])
    if (declared.enum) bad.push([name, 'none of them'])
    if (declared.type === 'boolean') bad.push([name, 'yes'])
    const takesText = declared.anyOf?.some(
      (one) => typeof one === 'object' && one.type === 'string' && !one.enum && !one.const,
    )
    if (declared.anyOf && !takesText) bad.push([name, 'none of them'])
    if (declared.anyOf) bad.push([name, { a: -1 }])
  }
  return bad
}

function furthest(a: Float64Array, b: Float64Array): number {
  expect(a.length).toBe(b.length)
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0)
}

for (const [name, classifier] of Object.entries(classifiers)) {
  const factory = classifier as unknown as Factory
  const y = factory.mostClasses === 2 ? yTwo : yThree
  describe(name, () => {
    it('is what the registry calls it, and works without options', () => {
      expect(factory.unitName).toBe(name)
      const unit = factory()
      expect(unit.name).toBe(name)
      expect(Object.isFrozen(unit)).toBe(true)
      expect(Object.keys(unit.options)).toEqual(Object.keys(factory.optionsSchema.shape))
    })

    it('gives the same result each time, and leaves its input alone', async () => {
      const before = X.data.slice()
      const codes = y.codes.slice()
      const first = await factory().fit(X, y)
      const again = await factory().fit(X, y, {}, { onProgress: () => {}, workers: 2 })
      expect(again.save()).toEqual(first.save())
      expect(X.data).toEqual(before)
      expect(y.codes).toEqual(codes)
    })

    it('gives probabilities that sum to 1, dense and sparse, two classes and three', async () => {
      for (const target of [y, yTwo]) {
        for (const data of [X, sparse]) {
          const model = await factory().fit(data, target)
          const k = target.classes.length
          expect(model.classes).toEqual(target.classes)
          const p = model.predictProba(data)
          expect(p.length).toBe(n * k)
          for (let row = 0; row < n; row++) {
            const sum = p.subarray(row * k, row * k + k).reduce((a, b) => a + b, 0)
            expect(Math.abs(sum - 1)).toBeLessThan(1e-12)
          }
          expect(p.every((value) => value >= 0 && value <= 1)).toBe(true)
        }
      }
    })

    it('counts a row of weight 3 as three rows, weight 0 as none', async () => {
      const weights = Float64Array.from({ length: n }, (_, i) => i % 4)
      const rows = Array.from({ length: n }, (_, i) => Array<number>(i % 4).fill(i)).flat()
      const variants: Record<string, unknown>[] = [{}]
      if ('classWeight' in factory.optionsSchema.shape) variants.push({ classWeight: 'balanced' })
      const close = 'learningRate' in factory.optionsSchema.shape ? 1e-6 : 1e-8
      for (const options of variants) {
        const tight = {
          ...options,
          ...('tol' in factory.optionsSchema.shape ? { tol: 1e-9 } : {}),
          // Rows drawn with replacement are other rows where there are more of them.
          ...('bootstrap' in factory.optionsSchema.shape ? { bootstrap: false } : {}),
          // Gradients are rounded to float32: late rounds on few rows choose between splits that are equal but for that.
          ...('maxBins' in factory.optionsSchema.shape ? { maxIter: 10, maxLeafNodes: 5 } : {}),
          // A least number of rows counts rows, whatever they weigh.
          ...('minSamplesLeaf' in factory.optionsSchema.shape ? { minSamplesLeaf: 1 } : {}),
        }
        const weighted = await factory(tight).fit(X, y, { sampleWeight: weights })
        const repeated = await factory(tight).fit(takeRows(X, rows), takeLabels(y, rows))
        expect(furthest(weighted.predictProba(X), repeated.predictProba(X))).toBeLessThan(close)
        const wide = await factory(tight).fit(takeSparseRows(sparse, rows), takeLabels(y, rows))
        expect(furthest(wide.predictProba(sparse), repeated.predictProba(X))).toBeLessThan(close)
      }
    })

    it('looks past rows of weight 0, also where it draws rows', async () => {
      const kept = Array.from({ length: n }, (_, i) => i).filter((i) => i % 4 > 0)
      const weights = Float64Array.from({ length: n }, (_, i) => (i % 4 > 0 ? 1 : 0))
      const weighted = await factory().fit(X, y, { sampleWeight: weights })
      const without = await factory().fit(takeRows(X, kept), takeLabels(y, kept))
      const loose = 'tol' in factory.optionsSchema.shape ? 1e-3 : 1e-8
      expect(furthest(weighted.predictProba(X), without.predictProba(X))).toBeLessThan(loose)
    })

    it('gives a class without rows, or without weight, probability 0', async () => {
      const known = labelsFromCodes(
        yTwo.codes.map((code) => code * 2),
        ['a', 'b', 'c'],
      )
      const p = (await factory().fit(X, known)).predictProba(X)
      const two = (await factory().fit(X, yTwo)).predictProba(X)
      for (let row = 0; row < n; row++) {
        expect(p[row * 3 + 1]).toBe(0)
        expect(p[row * 3]).toBe(two[row * 2])
      }
      const unweighted = Float64Array.from(yThree.codes, (code) => (code === 1 ? 0 : 1))
      const q = (await factory().fit(X, yThree, { sampleWeight: unweighted })).predictProba(X)
      for (let row = 0; row < n; row++) expect(q[row * 3 + 1]).toBe(0)
    })

    it('takes a text as a seed, as ensembles pass it', async () => {
      if (!('seed' in factory.optionsSchema.shape)) return
      const first = await factory({ seed: 'member 3' }).fit(X, y)
      const again = await factory({ seed: 'member 3' }).fit(X, y)
      expect(again.predictProba(X)).toEqual(first.predictProba(X))
    })

    it('says how many classes it can tell apart, and refuses more', async () => {
      if (factory.mostClasses === Infinity) return
      await expect(factory().fit(X, yThree)).rejects.toThrow(
        `${name}: there are 3 classes; it can tell ${factory.mostClasses} apart.`,
      )
    })

    it('is the same after saving and loading, bit for bit', async () => {
      for (const target of [y, yTwo]) {
        const model = await factory().fit(X, target)
        const saved = JSON.parse(JSON.stringify(model.save()))
        expect(saved).toMatchObject({ format: 'evenkeel-model', version: 1, name })
        const loaded: FittedClassifier = loadModel(saved)
        expect(loaded.classes).toEqual(target.classes)
        expect(loaded.predictProba(X)).toEqual(model.predictProba(X))
        expect(loaded.save()).toEqual(model.save())
        for (const state of [undefined, {}, { ...saved.state, learned: undefined }]) {
          expect(() => loadModel({ ...saved, state } as never)).toThrow(`${name}: the saved model is not whole.`)
        }
      }
    })

    it('stops when it is aborted', async () => {
      const reason = new Error('enough')
      await expect(factory().fit(X, y, {}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    })

    it('refuses unknown options and every bad value', () => {
      expect(() => factory({ nonsense: 1 })).toThrow(/unknown option `nonsense`/)
      const bad = badValues(factory.optionsSchema)
      expect(bad.length).toBeGreaterThan(0)
      for (const [option, value] of bad) {
        expect(() => factory({ [option]: value }), `${option} = ${String(value)}`).toThrow(OptionError)
        expect(() => factory({ [option]: value })).toThrow(new RegExp(`^${name}: .*\`${option}`))
      }
    })

    it('refuses infinite cells, and missing ones unless it accepts them, also when predicting', async () => {
      const model = await factory().fit(X, y)
      const wideModel = await factory().fit(sparse, y)
      for (const [value, word] of [
        [NaN, 'missing'],
        [-Infinity, 'infinite'],
      ] as const) {
        const data = X.data.slice()
        data[5 * 4 + 2] = value
        const broken = { ...X, data }
        const wide = { ...sparse, data }
        if (word === 'missing' && factory.accepts.missing) {
          const p = (await factory().fit(broken, y)).predictProba(broken)
          expect(p.every((share) => share >= 0 && share <= 1)).toBe(true)
          expect(model.predictProba(broken).every((share) => share >= 0 && share <= 1)).toBe(true)
          expect((await factory().fit(wide, y)).predictProba(wide)).toEqual(p)
          continue
        }
        const sentence = new RegExp(`${name}: column "hour" has an? ${word} value \\(row 5\\)`)
        await expect(factory().fit(broken, y)).rejects.toThrow(sentence)
        expect(() => model.predictProba(broken)).toThrow(sentence)
        await expect(factory().fit(wide, y)).rejects.toThrow(`${name}: column 2 has a`)
        expect(() => wideModel.predictProba(wide)).toThrow('(row 5)')
      }
    })

    it('refuses columns of categories unless it accepts them', async () => {
      const levels = ['blue', 'green', 'red', 'white']
      const columns = X.columns.map((column, j) =>
        j === 1 ? ({ ...column, kind: 'category', categories: levels } as const) : column,
      )
      const data = X.data.map((value, at) => (at % 4 === 1 ? (at >> 2) % 4 : value))
      const mixed = matrix(data, columns)
      if (!factory.accepts.categories) {
        await expect(factory().fit(mixed, y)).rejects.toThrow(/column "amount" holds categories/)
        return
      }
      const model = await factory().fit(mixed, y)
      const loaded = loadModel(JSON.parse(JSON.stringify(model.save())))
      expect(loaded.predictProba(mixed)).toEqual(model.predictProba(mixed))
      expect(() => model.predictProba(matrix(data, 4))).toThrow(/column "amount"/)
    })

    it('refuses one class, no rows, other lengths, other columns, bad weights, held-out rows', async () => {
      const one = labels(Array(n).fill('same'))
      await expect(factory().fit(X, one)).rejects.toThrow(/every row has the class "same"; at least two/)
      const nothing = takeRows(X, [])
      await expect(factory().fit(nothing, takeLabels(y, []))).rejects.toThrow(/no row has any weight/)
      await expect(factory().fit(X, takeLabels(y, [1, 2]))).rejects.toThrow(/X has 200 rows and y has 2/)
      const sampleWeight = new Float64Array(n).fill(1)
      sampleWeight[7] = -1
      await expect(factory().fit(X, y, { sampleWeight })).rejects.toThrow(/weight of row 7 is -1/)
      await expect(factory().fit(X, y, { sampleWeight: new Float64Array(3) })).rejects.toThrow(/3 weights for 200 rows/)
      await expect(factory().fit([[1]] as never, y)).rejects.toThrow(`${name}: X must be a matrix; it is an array.`)
      await expect(factory().fit(X, ['a'] as never)).rejects.toThrow(`${name}: y must be labels; it is an array.`)
      const model = await factory().fit(X, y)
      expect(() => model.predictProba([[1]] as never)).toThrow(`${name}: X must be a matrix; it is an array.`)
      expect(() => model.predictProba(matrix(new Float64Array(6), 3))).toThrow(/X has 3 columns; it was fitted on 4/)
      const held = split(
        'test',
        Int32Array.from({ length: n }, (_, i) => i),
      ).of(X) as unknown as Matrix<'train'>
      await expect(factory().fit(held, y)).rejects.toThrow(LeakError)
    })
  })
}

describe('loadModel', () => {
  it('refuses what it does not know, in a sentence', async () => {
    const saved = (await classifiers.dummyClassifier().fit(X, yTwo)).save()
    expect(() => loadModel(null as never)).toThrow(/not a saved model/)
    expect(() => loadModel({ ...saved, format: 'other' as never })).toThrow(DataError)
    expect(() => loadModel({ ...saved, version: 2 as never })).toThrow(/version 2 is not known/)
    expect(() => loadModel({ ...saved, name: 'toString' })).toThrow(/no classifier "toString"/)
    expect(() => loadModel({ ...saved, name: 'dummyClasifier' })).toThrow(/did you mean dummyClassifier/)
  })
})
