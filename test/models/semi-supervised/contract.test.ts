import { describe, expect, it } from 'vitest'
import {
  DataError,
  type Labels,
  LeakError,
  labels,
  labelsFromCodes,
  type Matrix,
  matrix,
  OptionError,
  random,
  type SavedModel,
  split,
  takeLabels,
  takeRows,
  z,
} from '../../../src/core/index.ts'
import { loadClassifier } from '../../../src/ensembles/index.ts'
import { type FittedSemiSupervised, type SemiSupervisedClassifier, semiSupervised } from '../../../src/models/index.ts'
import { sparseFrom } from './sparse-from.ts'

interface Factory {
  (options?: Record<string, unknown>): SemiSupervisedClassifier
  readonly unitName: string
  readonly optionsSchema: z.ZodObject
  load(saved: SavedModel): FittedSemiSupervised
}

const labeledCount = 40
const openCount = 160
const { X: everything, y: truth } = clouds(labeledCount + openCount)
const X = takeRows(everything, range(0, labeledCount))
const y = takeLabels(truth, range(0, labeledCount))
const unlabeled = takeRows(everything, range(labeledCount, openCount))

/** Three clouds, the third a tenth of the rows. */
function clouds(count: number): { X: Matrix<never>; y: Labels<never> } {
  const noise = random('clouds').randn(count * 3)
  const names = Array.from({ length: count }, (_, row) => (row % 10 === 9 ? 'rare' : row % 2 ? 'b' : 'a'))
  const centers: Record<string, readonly number[]> = { a: [0, 0, 0], b: [3, 0, 1], rare: [0, 4, 1] }
  const data = Float64Array.from(
    { length: count * 3 },
    (_, at) => centers[names[Math.floor(at / 3)]!]![at % 3]! + noise[at]!,
  )
  const columns = ['age', 'amount', 'rate'].map((name) => ({ name, kind: 'number' as const }))
  return { X: matrix(data, columns), y: labels(names) }
}

function range(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from + i)
}

for (const [name, unit] of Object.entries(semiSupervised)) {
  const factory = unit as unknown as Factory
  describe(name, () => {
    it('is what the registry calls it, and works without options and without unlabeled rows', async () => {
      expect(factory.unitName).toBe(name)
      const made = factory()
      expect(made.name).toBe(name)
      expect(Object.isFrozen(made)).toBe(true)
      expect(Object.keys(made.options)).toEqual(Object.keys(factory.optionsSchema.shape))
      const model = await made.fit(X, y)
      expect(model.pseudoLabels.row.length).toBe(0)
      expect(model.predictProba(X).length).toBe(labeledCount * 3)
    })

    it('gives the same result each time, whatever surrounds it, and leaves its input alone', async () => {
      const before = [X.data.slice(), unlabeled.data.slice(), y.codes.slice()]
      const first = await factory().fit(X, y, { unlabeled })
      const again = await factory().fit(X, y, { unlabeled }, { onProgress: () => {}, workers: 2 })
      expect(again.save()).toEqual(first.save())
      expect([X.data, unlabeled.data, y.codes]).toEqual(before)
    })

    it('gives probabilities that sum to 1, and the same from sparse rows', async () => {
      const dense = await factory().fit(X, y, { unlabeled })
      const wide = await factory().fit(sparseFrom(X), y, { unlabeled: sparseFrom(unlabeled) })
      const p = dense.predictProba(everything)
      for (let row = 0; row < everything.rowCount; row++) {
        const shares = p.subarray(row * 3, row * 3 + 3)
        expect(Math.abs(shares.reduce((a, b) => a + b, 0) - 1)).toBeLessThan(1e-12)
        expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true)
      }
      const q = wide.predictProba(sparseFrom(everything))
      expect(p.reduce((most, value, at) => Math.max(most, Math.abs(value - q[at]!)), 0)).toBeLessThan(1e-3)
      expect([...wide.pseudoLabels.code]).toEqual([...dense.pseudoLabels.code])
    })

    it('says which rows it took for what', async () => {
      const { pseudoLabels, classes } = await factory().fit(X, y, { unlabeled })
      const { row, code, round, probability } = pseudoLabels
      expect(row.length).toBeGreaterThan(openCount / 2)
      expect([code.length, round.length, probability.length]).toEqual([row.length, row.length, row.length])
      expect([...row]).toEqual([...new Set(row)].sort((a, b) => a - b))
      expect(row.every((at) => at >= 0 && at < openCount)).toBe(true)
      expect(round.every((at) => at >= 1)).toBe(true)
      expect(probability.every((share) => share > 0 && share <= 1)).toBe(true)
      const right = row.filter((at, i) => truth.classes[truth.codes[labeledCount + at]!] === classes[code[i]!]).length
      expect(right / row.length).toBeGreaterThan(0.8)
    })

    it('learns from the unlabeled rows', async () => {
      const plain = await factory().fit(X, y)
      const helped = await factory().fit(X, y, { unlabeled })
      expect(helped.predictProba(everything)).not.toEqual(plain.predictProba(everything))
    })

    it('is the same after saving and loading, bit for bit', async () => {
      const model = await factory().fit(X, y, { unlabeled })
      const saved = JSON.parse(JSON.stringify(model.save()))
      expect(saved).toMatchObject({ format: 'evenkeel-model', version: 1, name })
      for (const loaded of [factory.load(saved), loadClassifier(saved) as FittedSemiSupervised]) {
        expect(loaded.classes).toEqual(y.classes)
        expect(loaded.predictProba(everything)).toEqual(model.predictProba(everything))
        expect(loaded.pseudoLabels).toEqual(model.pseudoLabels)
        expect(loaded.save()).toEqual(model.save())
      }
      expect(() => factory.load({ ...saved, name: 'other' })).toThrow(/this is a saved "other"/)
    })

    it('gives a class that no label names probability 0', async () => {
      const wider = labelsFromCodes(
        y.codes.map((code) => (code < 2 ? code : 3)),
        ['a', 'b', 'none', 'rare'],
      )
      const model = await factory().fit(X, wider, { unlabeled })
      const p = model.predictProba(everything)
      for (let row = 0; row < everything.rowCount; row++) expect(p[row * 4 + 2]).toBe(0)
      expect(model.pseudoLabels.code.includes(2)).toBe(false)
      expect(model.pseudoLabels.code.includes(3)).toBe(true)
    })

    it('stops when it is aborted', async () => {
      const reason = new Error('enough')
      const signal = AbortSignal.abort(reason)
      await expect(factory().fit(X, y, { unlabeled }, { signal })).rejects.toBe(reason)
    })

    it('refuses to learn from rows that are held out', async () => {
      for (const part of ['validation', 'test'] as const) {
        const held = split(part, range(0, 20)).of(unlabeled) as unknown as Matrix<'train'>
        const fit = factory().fit(X, y, { unlabeled: held })
        await expect(fit).rejects.toThrow(LeakError)
        await expect(fit).rejects.toThrow(new RegExp(`^${name}: the unlabeled rows belong to the ${part} part`))
        const heldLabels = split(part, range(0, labeledCount)).of(y) as unknown as Labels<'train'>
        await expect(factory().fit(X, heldLabels)).rejects.toThrow(LeakError)
      }
      await factory().fit(X, y, { unlabeled: split('train', range(0, 20)).of(unlabeled) as Matrix<'train'> })
    })

    it('refuses unlabeled rows of other columns', async () => {
      const refuse = (other: Matrix<never>, what: RegExp) =>
        expect(factory().fit(X, y, { unlabeled: other })).rejects.toThrow(what)
      await refuse(matrix(new Float64Array(8), 4), /the unlabeled rows have 4 columns and X has 3/)
      const [age, amount, rate] = unlabeled.columns
      await refuse(
        { ...unlabeled, columns: [amount!, age!, rate!] },
        /column 0 is "age" \(number\) in X and "amount" \(number\) in the unlabeled rows/,
      )
      await refuse({ ...unlabeled, columns: [age!, amount!, { name: 'rate', kind: 'date' }] }, /column 2 is "rate"/)
      await expect(factory().fit(X, y, { unlabeled: sparseFrom(unlabeled) })).rejects.toThrow(
        /X is dense and the unlabeled rows are sparse/,
      )
      const data = unlabeled.data.slice()
      data[7] = NaN
      await refuse({ ...unlabeled, data }, /unlabeled rows: column "amount" has a missing value \(row 2\)/)
    })

    it('refuses no labels, one class, other lengths, bad weights, other columns when predicting', async () => {
      const attempt = (rows: Matrix<never>, target: Labels<never>, sampleWeight?: Float64Array) =>
        factory().fit(rows, target, { unlabeled, sampleWeight })
      await expect(attempt(takeRows(X, []), takeLabels(y, []))).rejects.toThrow(/no labeled row with any weight/)
      const one = range(0, labeledCount).filter((row) => y.codes[row] === 0)
      const lonely = attempt(takeRows(X, one), takeLabels(y, one))
      await expect(lonely).rejects.toThrow(DataError)
      await expect(lonely).rejects.toThrow(/every labeled row has the class "a"; at least two/)
      await expect(attempt(X, takeLabels(y, [1, 2]))).rejects.toThrow(/X has 40 rows and y has 2/)
      await expect(attempt(X, y, new Float64Array(labeledCount).fill(-1))).rejects.toThrow(/weight of row 0 is -1/)
      await expect(attempt(X, y, new Float64Array(2))).rejects.toThrow(/2 weights for 40 rows/)
      const model = await factory().fit(X, y, { unlabeled })
      expect(() => model.predictProba(matrix(new Float64Array(4), 2))).toThrow(/X has 2 columns; it was fitted on 3/)
      const gap = matrix(Float64Array.of(1, NaN, 2), X.columns)
      expect(() => model.predictProba(gap)).toThrow(/column "amount" has a missing value/)
    })

    it('refuses unknown options and every bad value', () => {
      expect(() => factory({ nonsense: 1 })).toThrow(/unknown option `nonsense`/)
      const { properties = {} } = z.toJSONSchema(factory.optionsSchema, { io: 'input', unrepresentable: 'any' })
      for (const [option, declared] of Object.entries(properties)) {
        if (typeof declared === 'boolean') continue
        const bad: unknown[] = [Symbol.for('nothing like it')]
        if (declared.type === 'number' || declared.type === 'integer') bad.push(NaN, '1')
        if (declared.minimum !== undefined) bad.push(declared.minimum - 1)
        if (declared.maximum !== undefined) bad.push(declared.maximum + 1)
        if (declared.exclusiveMinimum !== undefined) bad.push(declared.exclusiveMinimum)
        if (declared.exclusiveMaximum !== undefined) bad.push(declared.exclusiveMaximum)
        if (declared.enum || declared.anyOf) bad.push('none of them')
        if (declared.type === 'boolean') bad.push('yes')
        for (const value of bad) {
          expect(() => factory({ [option]: value }), `${option} = ${String(value)}`).toThrow(OptionError)
          expect(() => factory({ [option]: value })).toThrow(new RegExp(`^${name}: .*\`${option}`))
        }
      }
    })
  })
}
