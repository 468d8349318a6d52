import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DataError, labelsFromCodes, OptionError, random } from '../../src/core/index.ts'
import {
  type AnyCalibratorName,
  calibrators,
  chooseCalibrator,
  loadCalibrator,
  type SavedCalibrator,
} from '../../src/evaluation/index.ts'
import { answersAborts } from '../answers-aborts.ts'

const names = Object.keys(calibrators) as AnyCalibratorName[]

/** Rows of probabilities over 2 to 5 classes, some exactly 0 or 1, with labels of at least two classes. */
const cases = fc
  .record({ classCount: fc.integer({ min: 2, max: 5 }), rowCount: fc.integer({ min: 2, max: 40 }) })
  .chain(({ classCount, rowCount }) =>
    fc.record({
      classCount: fc.constant(classCount),
      raw: fc.array(
        fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 9 }), fc.double({ min: 0, max: 1, noNaN: true })),
        {
          minLength: rowCount * classCount,
          maxLength: rowCount * classCount,
        },
      ),
      codes: fc.array(fc.integer({ min: 0, max: classCount - 1 }), { minLength: rowCount, maxLength: rowCount }),
    }),
  )
  .map(({ classCount, raw, codes }) => {
    const proba = Float64Array.from(raw)
    for (let start = 0; start < proba.length; start += classCount) {
      const row = proba.subarray(start, start + classCount)
      const sum = row.reduce((a, b) => a + b)
      for (let i = 0; i < classCount; i++) row[i] = sum > 0 ? row[i]! / sum : 1 / classCount
    }
    codes[0] = 0
    codes[1] = 1
    return { proba, y: labelsFromCodes(Int32Array.from(codes), [...'abcde'].slice(0, classCount)), classCount }
  })

describe.each(names)('%s', (name) => {
  it('gives rows that sum to 1, leaves its input alone and survives JSON', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ proba, y, classCount }) => {
        const before = proba.slice()
        const fitted = await calibrators[name]().fit(proba, y)
        const told = fitted.transform(proba)
        expect(proba).toEqual(before)
        expect(told.length).toBe(proba.length)
        for (let start = 0; start < told.length; start += classCount) {
          const row = told.subarray(start, start + classCount)
          expect(row.every((p) => p >= 0 && p <= 1)).toBe(true)
          expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 12)
        }
        const again = loadCalibrator(JSON.parse(JSON.stringify(fitted.save())) as SavedCalibrator)
        expect(again.name).toBe(name)
        expect(again.transform(proba)).toEqual(told)
      }),
      { numRuns: 60 },
    )
  })

  it('never turns the order of two rows around', async () => {
    const p = random(4).uniform(300)
    const dice = random(5).uniform(300)
    const y = labelsFromCodes(
      Int32Array.from(p, (value, i) => (dice[i]! < value ** 2 ? 1 : 0)),
      [0, 1],
    )
    const fitted = await calibrators[name]().fit(pairs(p), y)
    const grid = Float64Array.from({ length: 1001 }, (_, i) => i / 1000)
    const told = fitted.transform(pairs(grid)).filter((_, i) => i % 2 === 1)
    for (let i = 1; i < told.length; i++) expect(told[i]!).toBeGreaterThanOrEqual(told[i - 1]!)
    expect(told.at(-1)! - told[0]!).toBeGreaterThan(0.5)
  })

  it('counts a row of weight 2 as two rows', async () => {
    const p = Float64Array.from([0.1, 0.4, 0.35, 0.8, 0.6, 0.2])
    const codes = [0, 0, 1, 1, 0, 1]
    const weight = Float64Array.from([1, 2, 1, 2, 1, 1])
    const twice = [0, 1, 1, 2, 3, 3, 4, 5]
    const weighted = await calibrators[name]().fit(pairs(p), labelsFromCodes(Int32Array.from(codes), [0, 1]), weight)
    const repeated = await calibrators[name]().fit(
      pairs(Float64Array.from(twice, (i) => p[i]!)),
      labelsFromCodes(
        Int32Array.from(twice, (i) => codes[i]!),
        [0, 1],
      ),
    )
    const expected = repeated.transform(pairs(p))
    const found = weighted.transform(pairs(p))
    for (let i = 0; i < expected.length; i++) expect(found[i]).toBeCloseTo(expected[i]!, 9)
  })

  it('refuses what is no probability, in one sentence', async () => {
    const y = labelsFromCodes(Int32Array.from([0, 1]), [0, 1])
    const fitting = (proba: number[], labels = y, weight?: number[]) => {
      return () => calibrators[name]().fit(Float64Array.from(proba), labels, weight && Float64Array.from(weight))
    }
    await expect(fitting([0.5, 0.5, 0.5])()).rejects.toThrow(
      /3 probabilities for 2 rows of 2 classes; give one .*, 4 in all/,
    )
    await expect(fitting([0.5, 0.5, Number.NaN, 1])()).rejects.toThrow(/row 1 has the probability NaN/)
    await expect(fitting([0.5, 0.5, -0.2, 1.2])()).rejects.toThrow(
      /row 1 has the probability -0.2; it must lie within 0 and 1/,
    )
    await expect(fitting([0.5, 0.5, 0.5, 0.6])()).rejects.toThrow(/probabilities of row 1 sum to 1.1/)
    await expect(fitting([0.5, 0.5, 0.4, 0.6], labelsFromCodes(Int32Array.from([1, 1]), [0, 1]))()).rejects.toThrow(
      /only one class has rows/,
    )
    await expect(fitting([0.5, 0.5, 0.4, 0.6], y, [1])()).rejects.toThrow(/1 weights for 2 rows/)
    await expect(fitting([0.5, 0.5, 0.4, 0.6], y, [1, -1])()).rejects.toThrow(DataError)
    const fitted = await calibrators[name]().fit(Float64Array.from([0.5, 0.5, 0.4, 0.6]), y)
    expect(() => fitted.transform(Float64Array.from([0.3]))).toThrow(/1 probabilities do not fill rows of 2 classes/)
  })
})

describe('chooseCalibrator', () => {
  // Mirrored, so that a symmetric bend has no shift in it for Platt's intercept to find.
  const p = mirrored(random('p').uniform(1000, 0.01, 0.99))
  const dice = mirrored(random('dice').uniform(1000))
  const drawn = (chance: (p: number) => number) => {
    return labelsFromCodes(
      Int32Array.from(p, (value, i) => (dice[i]! < chance(value) ? 1 : 0)),
      [0, 1],
    )
  }
  const odds = (value: number) => value / (1 - value)

  it.each([
    ['platt', (value: number) => 1 / (1 + 20 / odds(value) ** 0.5)],
    ['temperature', (value: number) => 1 / (1 + 1 / odds(value) ** 0.3)],
    ['isotonic', (value: number) => (value < 0.5 ? 0.05 : value < 0.9 ? 0.2 : 0.95)],
  ] as const)('finds %s where the scores are bent that way', async (name, chance) => {
    const chosen = await chooseCalibrator(pairs(p), drawn(chance))
    expect(chosen.name).toBe(name)
    expect((await chosen.fit(pairs(p), drawn(chance))).name).toBe(name)
    expect(chosen.logLoss.map((entry) => entry.name)).toEqual(['none', 'platt', 'temperature', 'isotonic'])
    const least = Math.min(...chosen.logLoss.map((entry) => entry.value))
    expect(chosen.logLoss.find((entry) => entry.name === name)!.value).toBe(least)
  })

  it('finds beta and vector where they are named and fit better', async () => {
    const bent = drawn((value) => 1 / (1 + (1 - value) ** 0.2 / value ** 2))
    const candidates = ['platt', 'temperature', 'beta'] as const
    expect((await chooseCalibrator(pairs(p), bent, { candidates })).name).toBe('beta')
    const stretched = drawn((value) => 1 / (1 + 3 / odds(value) ** 0.5))
    const chosen = await chooseCalibrator(pairs(p), stretched, { candidates: ['temperature', 'vector'] })
    expect(chosen.name).toBe('vector')
  })

  it('does not try isotonic below a thousand rows, nor a sigmoid that falls', async () => {
    const few = Float64Array.from(p.subarray(0, 400))
    const y = drawn((value) => 1 - value)
    const chosen = await chooseCalibrator(pairs(few), { ...y, codes: y.codes.slice(0, 400) })
    expect(chosen.logLoss.map((entry) => entry.name)).toEqual(['none', 'temperature'])
  })

  it('gives the same for the same seed, also with one positive row', async () => {
    const y = labelsFromCodes(
      Int32Array.from({ length: 30 }, (_, i) => (i === 7 ? 1 : 0)),
      [0, 1],
    )
    const proba = pairs(p.slice(0, 30))
    const first = await chooseCalibrator(proba, y, { seed: 'a' })
    expect(first.logLoss).toEqual((await chooseCalibrator(proba, y, { seed: 'a' })).logLoss)
    expect((await chooseCalibrator(proba, y)).logLoss[0]!.name).toBe('none')
    await expect(chooseCalibrator(proba, y, { folds: 1 })).rejects.toThrow(OptionError)
  })

  it('answers an abort between two passes over the rows, within 100 ms', async () => {
    const many = random('many').uniform(100_000, 0.01, 0.99)
    const y = labelsFromCodes(
      Int32Array.from(many, (value, i) => (many[(i * 7) % 100_000]! < value ? 1 : 0)),
      [0, 1],
    )
    await answersAborts([30], (signal) => chooseCalibrator(pairs(many), y, {}, { signal }))
  })
})

it('refuses to load other JSON', () => {
  expect(() => loadCalibrator({} as SavedCalibrator)).toThrow(DataError)
  const saved = { format: 'evenkeel-calibrator', version: 1, classCount: 2, state: {} } as const
  expect(() => loadCalibrator({ ...saved, name: 'toString' as AnyCalibratorName })).toThrow(DataError)
  for (const name of ['platt', 'isotonic', 'temperature'] as const) {
    expect(() => loadCalibrator({ ...saved, name })).toThrow(/save it again/)
  }
})

function pairs(p: Float64Array): Float64Array {
  return Float64Array.from([...p].flatMap((value) => [1 - value, value]))
}

function mirrored(values: Float64Array): Float64Array {
  return Float64Array.from([...values, ...values.map((value) => 1 - value)])
}
