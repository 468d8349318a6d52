import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Column, LeakError, type Matrix, matrix, matrixFromRows, split } from '../../src/core/index.ts'
import {
  features,
  loadFeatures,
  oneHotEncoder,
  simpleImputer,
  standardScaler,
  tabularEncoder,
  tabularPreparer,
} from '../../src/features/index.ts'
import fixture from '../fixtures/features/features.json' with { type: 'json' }

const numbers: Column[] = ['a', 'b', 'c'].map((name) => ({ name, kind: 'number' }))
const holes = matrixFromRows(
  fixture.holes.map((row) => row.map((cell) => cell ?? NaN)),
  [...numbers, { name: 'when', kind: 'date' }],
)

function expectClose(actual: Float64Array, expected: readonly number[], relative = 1e-12): void {
  expect(actual.length).toBe(expected.length)
  expected.forEach((value, i) => {
    if (Number.isNaN(value)) expect(actual[i]).toBeNaN()
    else expect(Math.abs(actual[i]! - value)).toBeLessThanOrEqual(relative * Math.max(1, Math.abs(value)))
  })
}

function dense(X: { format: string }): Matrix {
  if (X.format !== 'dense') throw new Error('a dense matrix is expected')
  return X as Matrix
}

describe("simpleImputer and standardScaler equal scikit-learn's", () => {
  for (const strategy of ['median', 'mean', 'most_frequent'] as const) {
    it(strategy, async () => {
      const fitted = await simpleImputer({ strategy }).fit(holes)
      const filled = fitted.transform(holes)
      expectClose(filled.data, fixture.imputed[strategy].flat())
      expect(filled.columns.slice(4).map(({ name }) => name)).toEqual([
        'a missing',
        'b missing',
        'c missing',
        'when missing',
      ])
      expect(fitted.inverseTransform(filled)).toEqual(holes)
    })
  }

  it('scaler', async () => {
    const fitted = await standardScaler().fit(holes)
    const scaled = fitted.transform(holes)
    expectClose(
      scaled.data,
      fixture.scaler.scaled.flat().map((cell) => cell ?? NaN),
      1e-7,
    )
    expectClose(
      scaled.data.filter((_, i) => i % 4 < 3),
      fixture.scaler.scaled.flatMap((row) => row.slice(0, 3)).map((cell) => cell ?? NaN),
      1e-11,
    )
    const back = fitted.inverseTransform(scaled)
    expect(back.columns).toEqual(holes.columns)
    expectClose(back.data, [...holes.data])
    expect(back.data.filter((_, i) => i % 4 === 3)).toEqual(holes.data.filter((_, i) => i % 4 === 3))
  })
})

describe('oneHotEncoder', () => {
  const { colors, probe, encoded, probed } = fixture.oneHot
  const levels = [...new Set(colors)].sort()
  const column: Column = { name: 'color', kind: 'category', categories: levels }
  const X = matrix(
    Float64Array.from(colors, (color) => levels.indexOf(color)),
    [column],
  )

  it("equals scikit-learn's, rare levels pooled, unknown ones too", async () => {
    const fitted = await oneHotEncoder({ minFrequency: 8 }).fit(X)
    expect([...dense(fitted.transform(X)).data]).toEqual(encoded.flat())
    expect(fitted.columns.at(-1)!.name).toBe('color=(rare)')
    const other = [...new Set(probe)].sort()
    const given = matrix(
      Float64Array.from(probe, (color) => other.indexOf(color)),
      [{ ...column, categories: other }],
    )
    expect([...dense(fitted.transform(given)).data]).toEqual(probed.flat())
  })

  it('gives unknown and missing cells zeros where nothing was rare', async () => {
    const fitted = await oneHotEncoder({ minFrequency: 1 }).fit(X)
    const given = matrix(Float64Array.of(NaN, 0), [{ ...column, categories: ['new'] }])
    expect(dense(fitted.transform(given)).data.every((cell) => cell === 0)).toBe(true)
    expect(fitted.columns.length).toBe(levels.length)
  })

  it('is the same, dense and sparse, beside numbers', async () => {
    const data = new Float64Array(colors.length * 2)
    X.data.forEach((code, row) => {
      data[row * 2] = code
      data[row * 2 + 1] = row % 5 ? row / 3 : 0
    })
    const both = matrix(data, [column, { name: 'size', kind: 'number' }])
    const wide = (await oneHotEncoder({ minFrequency: 8, output: 'sparse' }).fit(both)).transform(both)
    const flat = dense((await oneHotEncoder({ minFrequency: 8 }).fit(both)).transform(both))
    if (wide.format !== 'csr') throw new Error('a sparse matrix is expected')
    const cells = new Float64Array(flat.data.length)
    for (let row = 0; row < wide.rowCount; row++) {
      for (let at = wide.starts[row]!; at < wide.starts[row + 1]!; at++) {
        cells[row * wide.columnCount + wide.indices[at]!] = wide.data[at]!
      }
    }
    expect(cells).toEqual(flat.data)
    expect(wide.data.every((cell) => cell !== 0)).toBe(true)
  })

  it('takes 100,000 levels', async () => {
    const many = Array.from({ length: 100_000 }, (_, i) => `id${i}`)
    const data = Float64Array.from({ length: 100_000 }, (_, i) => i)
    const big = matrix(data, [{ name: 'id', kind: 'category', categories: many }])
    const all = (await oneHotEncoder({ minFrequency: 1 }).fit(big)).transform(big)
    if (all.format !== 'csr') throw new Error('a sparse matrix is expected')
    expect(all.columnCount).toBe(100_000)
    expect(all.indices.every((place, row) => place === row)).toBe(true)
    expect(dense((await oneHotEncoder().fit(big)).transform(big)).columns.map(({ name }) => name)).toEqual([
      'id=(rare)',
    ])
  })
})

const kinds: readonly Column[] = [
  { name: 'amount', kind: 'number' },
  { name: 'count', kind: 'integer' },
  { name: 'when', kind: 'date' },
  { name: 'paid', kind: 'boolean' },
  { name: 'job', kind: 'category', categories: ['clerk', 'cook', 'smith'] },
]
const hole = fc.constant(NaN)
const tableRow = fc.tuple(
  fc.oneof(fc.double({ min: -1e6, max: 1e6, noNaN: true }), hole),
  fc.oneof(fc.integer({ min: -1000, max: 1_000_000 }), hole),
  fc.oneof(
    fc.integer({ min: 0, max: 1_800_000_000 }).map((seconds) => seconds * 1e6),
    hole,
  ),
  fc.oneof(fc.nat(1), hole),
  fc.oneof(fc.nat(2), hole),
)

describe('tabularPreparer', () => {
  it('leads there and back: whole numbers whole, codes exact, missing cells missing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(tableRow, { minLength: 1, maxLength: 20 }), async (rows) => {
        const X = matrixFromRows(rows, kinds)
        const fitted = await tabularPreparer().fit(X)
        const prepared = fitted.transform(X)
        expect(prepared.data.some(Number.isNaN)).toBe(false)
        expect(prepared.columns).toEqual(fitted.columns)
        expect(prepared.columns.slice(0, 5).map(({ kind }) => kind)).toEqual([
          'number',
          'number',
          'number',
          'boolean',
          'category',
        ])
        expect(prepared.columns[4]!.categories).toEqual(['clerk', 'cook', 'smith', '(missing)'])
        const back = fitted.inverseTransform(prepared)
        expect(back.columns).toEqual(kinds)
        back.data.forEach((value, i) => {
          const original = X.data[i]!
          if (i % 5 === 0 && !Number.isNaN(original)) expect(Math.abs(value - original)).toBeLessThan(1e-6)
          else expect(value).toEqual(original + 0)
        })
        const loaded = loadFeatures(JSON.parse(JSON.stringify(fitted.save())), 'tabularPreparer')
        expect(loaded.transform(X)).toEqual(prepared)
        expect(loaded.inverseTransform(prepared)).toEqual(back)
      }),
    )
  })

  it('rounds what a sampler has drawn between two rows', async () => {
    const X = matrixFromRows(
      [
        [0.5, 1, 0, 0, 1],
        [2.5, 4, 1e15, 1, 2],
      ],
      kinds,
    )
    const fitted = await tabularPreparer().fit(X)
    const prepared = fitted.transform(X)
    const between = prepared.data.map((value, i) => (i < 5 ? (value + prepared.data[i + 5]! * 2) / 3 : value))
    between[3] = 1
    between[4] = 2
    const back = fitted.inverseTransform({ ...prepared, data: between })
    expectClose(back.data.subarray(0, 1), [11 / 6])
    expect(back.data.slice(1, 5)).toEqual(Float64Array.of(3, 666666666666667, 1, 2))
  })
})

describe('tabular units', () => {
  const X = matrixFromRows(
    Array.from({ length: 40 }, (_, i) => [i % 7 ? i : NaN, i % 5, i * 1e12, i % 2, i % 6 ? i % 3 : NaN]),
    kinds,
  )

  it('tabularEncoder is its two halves', async () => {
    const whole = await tabularEncoder({ minFrequency: 7 }).fit(X)
    const preparer = await tabularPreparer().fit(X)
    const encoder = await oneHotEncoder({ minFrequency: 7 }).fit(preparer.transform(X))
    expect(whole.transform(X)).toEqual(encoder.transform(preparer.transform(X)))
    expect(whole.columns.map(({ name }) => name)).toContain('amount missing')
    expect(whole.columns.map(({ name }) => name)).toContain('job=(missing)')
  })

  it('know the levels by name, whatever their codes are', async () => {
    const whole = await tabularEncoder({ minFrequency: 1 }).fit(X)
    const data = X.data.map((value, i) => (i % 5 === 4 ? [3, 1, 0][value]! : value))
    const columns = [...kinds.slice(0, 4), { ...kinds[4]!, categories: ['smith', 'cook', 'new', 'clerk'] }]
    const turned = {
      ...X,
      data: data.map((value, i) => (i % 5 === 4 && Number.isNaN(X.data[i]!) ? NaN : value)),
      columns,
    }
    expect(whole.transform(turned)).toEqual(whole.transform(X))
    const fresh = { ...turned, data: turned.data.map((value, i) => (i === 9 ? 2 : value)) }
    const row = dense(whole.transform(fresh)).data.subarray(whole.columns.length, whole.columns.length * 2)
    expect(whole.columns.filter(({ name }, j) => name.startsWith('job=') && row[j] !== 0)).toEqual([])
  })

  for (const name of [
    'simpleImputer',
    'standardScaler',
    'oneHotEncoder',
    'tabularPreparer',
    'tabularEncoder',
  ] as const) {
    it(`${name}: saves, keeps the part, leaves its input, refuses held-out rows, other columns, abort`, async () => {
      const before = X.data.slice()
      const fitted = await features[name]().fit(X)
      const saved = JSON.parse(JSON.stringify(fitted.save()))
      expect(saved).toMatchObject({ format: 'evenkeel-features', version: 1, name })
      const loaded = loadFeatures(saved, name)
      expect(loaded.transform(X)).toEqual(fitted.transform(X))
      expect(loaded.save()).toEqual(fitted.save())
      expect(X.data).toEqual(before)
      const test = split('test', [3, 1]).of(X)
      expect(fitted.transform(test).part).toBe('test')
      expect(fitted.transform(test).rowCount).toBe(2)
      await expect(features[name]().fit(test as never)).rejects.toThrow(LeakError)
      const fewer = { ...X, columns: X.columns.slice(1), data: X.data.subarray(40) }
      expect(() => fitted.transform(fewer)).toThrow(/the columns differ.*"amount" missing/)
      const turned = {
        ...X,
        columns: X.columns.map((column, j) => (j === 4 ? { name: column.name, kind: 'number' as const } : column)),
      }
      expect(() => fitted.transform(turned)).toThrow(/column "job" holds number values/)
      const reason = new Error('enough')
      await expect(features[name]().fit(X, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
      expect(() => features[name]({ nonsense: 1 } as never)).toThrow(/unknown option `nonsense`/)
    })
  }

  it('loadFeatures refuses what it does not know', async () => {
    const saved = (await standardScaler().fit(X)).save()
    expect(() => loadFeatures(null as never)).toThrow(/not a saved feature unit/)
    expect(() => loadFeatures({ ...saved, version: 9 as never })).toThrow(/version 9 is not known/)
    expect(() => loadFeatures({ ...saved, name: 'standardScaller' })).toThrow(/did you mean standardScaler/)
    expect(() => loadFeatures(saved, 'oneHotEncoder')).toThrow(/saved features of "standardScaler"/)
  })
})
