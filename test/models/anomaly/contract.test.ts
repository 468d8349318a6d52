import { describe, expect, it } from 'vitest'
import {
  DataError,
  LeakError,
  type Matrix,
  matrix,
  OptionError,
  type OptionsSchema,
  random,
  type SparseMatrix,
  sparseMatrix,
  split,
  takeRows,
  z,
} from '../../../src/core/index.ts'
import { type Detector, detectors, loadDetector } from '../../../src/models/index.ts'

interface Factory {
  (options?: Record<string, unknown>): Detector
  readonly unitName: string
  readonly optionsSchema: OptionsSchema
}

const n = 200
const width = 4
const X = matrix(
  random('detectors').randn(n * width),
  ['age', 'amount', 'hour', 'rate'].map((name) => ({ name, kind: 'number' as const })),
)
const sparse = sparseMatrix(
  Int32Array.from({ length: n + 1 }, (_, row) => row * width),
  Int32Array.from(X.data.keys(), (at) => at % width),
  X.data.slice(),
  width,
)

function furthest(a: Float64Array, b: Float64Array): number {
  expect(a.length).toBe(b.length)
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0)
}

for (const [name, detector] of Object.entries(detectors)) {
  const factory = detector as unknown as Factory
  const tight = 'tol' in factory.optionsSchema.shape ? { tol: 1e-10 } : {}
  describe(name, () => {
    it('is what the registry calls it, and works without options', () => {
      expect(factory.unitName).toBe(name)
      expect(factory().name).toBe(name)
      expect(Object.isFrozen(factory())).toBe(true)
      expect(Object.keys(factory().options)).toEqual(Object.keys(factory.optionsSchema.shape))
    })

    it('gives the same scores each time, and leaves its input alone', async () => {
      const before = X.data.slice()
      const first = await factory().fit(X)
      const again = await factory().fit(X, {}, { onProgress: () => {}, workers: 2 })
      expect(again.save()).toEqual(first.save())
      expect(X.data).toEqual(before)
    })

    it('gives strange rows lower scores, and decisions less the offset', async () => {
      const model = await factory().fit(X)
      const fresh = matrix(Float64Array.of(0, 0, 0, 0, 6, -6, 6, -6), X.columns)
      const [usual, strange] = model.scoreSamples(fresh)
      expect(strange!).toBeLessThan(usual!)
      expect(Array.from(model.decisionFunction(fresh))).toEqual([usual! - model.offset, strange! - model.offset])
      expect(model.decisionFunction(fresh)[1]!).toBeLessThan(0)
    })

    it('scores dense and sparse rows alike', async () => {
      const dense = await factory(tight).fit(X)
      const wide = await factory(tight).fit(sparse)
      expect(furthest(wide.scoreSamples(sparse), dense.scoreSamples(X))).toBeLessThan(1e-8)
      expect(furthest(dense.scoreSamples(sparse), dense.scoreSamples(X))).toBeLessThan(1e-12)
    })

    it('counts a row of weight 3 as three rows, weight 0 as none', async () => {
      const few = takeRows(
        X,
        Array.from({ length: 120 }, (_, i) => i),
      )
      const weights = Float64Array.from({ length: 120 }, (_, i) => i % 4)
      const rows = Array.from({ length: 120 }, (_, i) => Array<number>(i % 4).fill(i)).flat()
      const weighted = await factory(tight).fit(few, { sampleWeight: weights })
      const repeated = await factory(tight).fit(takeRows(few, rows))
      expect(furthest(weighted.scoreSamples(X), repeated.scoreSamples(X))).toBeLessThan(1e-7)
      expect(weighted.offset).toBeCloseTo(repeated.offset, 6)
    })

    it('is the same after saving and loading, bit for bit', async () => {
      for (const data of [X, sparse]) {
        const model = await factory().fit(data)
        const saved = JSON.parse(JSON.stringify(model.save()))
        expect(saved).toMatchObject({ format: 'evenkeel-model', version: 1, name })
        const loaded = loadDetector(saved)
        expect(loaded.scoreSamples(data)).toEqual(model.scoreSamples(data))
        expect(loaded.decisionFunction(data)).toEqual(model.decisionFunction(data))
        expect(loaded.save()).toEqual(model.save())
      }
    })

    it('takes one row, equal rows and columns without cells', async () => {
      for (const rows of [[0], [3, 3, 3, 3]]) {
        const model = await factory().fit(takeRows(X, rows))
        expect(model.scoreSamples(X).every(Number.isFinite)).toBe(true)
      }
      const empty = sparseMatrix(new Int32Array(4), new Int32Array(0), new Float64Array(0), 5)
      const model = await factory().fit(empty)
      expect(new Set(model.scoreSamples(empty)).size).toBe(1)
    })

    it('stops when it is aborted, at once and on the way, and tells of its progress', async () => {
      const reason = new Error('enough')
      await expect(factory().fit(X, {}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
      const rows = 4000
      const large = matrix(random(1).randn(rows * 20), 20)
      const controller = new AbortController()
      let told = 0
      const onProgress = ({ done, total }: { done: number; total: number }) => {
        expect(done).toBeLessThanOrEqual(total)
        told++
        controller.abort(reason)
      }
      const long = 'nEstimators' in factory.optionsSchema.shape ? { nEstimators: 5000, maxSamples: 2000 } : {}
      await expect(factory(long).fit(large, {}, { signal: controller.signal, onProgress })).rejects.toBe(reason)
      expect(told).toBeGreaterThan(0)
    })

    it('refuses unknown options and bad values', () => {
      expect(() => factory({ nonsense: 1 })).toThrow(/unknown option `nonsense`/)
      const { properties = {} } = z.toJSONSchema(factory.optionsSchema, { io: 'input' })
      for (const [option, declared] of Object.entries(properties)) {
        const bad: unknown[] = [Symbol.for('nothing like it'), NaN, { a: -1 }]
        if (typeof declared === 'object' && declared.minimum !== undefined) bad.push(declared.minimum - 1)
        if (typeof declared === 'object' && declared.exclusiveMinimum !== undefined) bad.push(declared.exclusiveMinimum)
        for (const value of bad) {
          expect(() => factory({ [option]: value }), `${option} = ${String(value)}`).toThrow(OptionError)
          expect(() => factory({ [option]: value })).toThrow(new RegExp(`^${name}: .*\`${option}`))
        }
      }
    })

    it('refuses what it cannot learn from, each in a sentence', async () => {
      const model = await factory().fit(X)
      for (const [value, word] of [
        [NaN, 'missing'],
        [Infinity, 'infinite'],
      ] as const) {
        const data = X.data.slice()
        data[5 * width + 2] = value
        const sentence = new RegExp(`${name}: column "hour" has an? ${word} value \\(row 5\\)`)
        await expect(factory().fit({ ...X, data })).rejects.toThrow(sentence)
        expect(() => model.scoreSamples({ ...X, data })).toThrow(sentence)
      }
      const columns = X.columns.map((column) => ({ ...column, kind: 'category', categories: ['a'] }) as const)
      await expect(factory().fit({ ...X, columns })).rejects.toThrow(/column "age" holds categories/)
      await expect(factory().fit(takeRows(X, []))).rejects.toThrow(/no row has any weight/)
      await expect(factory().fit(X, { sampleWeight: new Float64Array(n) })).rejects.toThrow(/no row has any weight/)
      await expect(factory().fit(X, { sampleWeight: new Float64Array(3) })).rejects.toThrow(/3 weights for 200 rows/)
      await expect(factory().fit(X, { sampleWeight: new Float64Array(n).fill(-1) })).rejects.toThrow(DataError)
      expect(() => model.scoreSamples(matrix(new Float64Array(6), 3))).toThrow(/X has 3 columns; it was fitted on 4/)
      const held: Matrix | SparseMatrix = split('test', [0, 1, 2]).of(X)
      await expect(factory().fit(held as Matrix<'train'>)).rejects.toThrow(LeakError)
    })
  })
}

describe('loadDetector', () => {
  it('refuses what it does not know, in a sentence', async () => {
    const saved = (await detectors.oneClassSvm().fit(X)).save()
    expect(() => loadDetector(null as never)).toThrow(/loadDetector: this is not a saved model/)
    expect(() => loadDetector({ ...saved, version: 2 as never })).toThrow(/version 2 is not known/)
    expect(() => loadDetector({ ...saved, name: 'oneClasSvm' })).toThrow(/no detector "oneClasSvm"; did you mean/)
  })
})
