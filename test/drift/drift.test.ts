import { describe, expect, it } from 'vitest'
import { type Column, DataError, labels, type Matrix, matrix, random, sigmoid } from '../../src/core/index.ts'
import {
  chiSquare,
  columnDrift,
  domainClassifier,
  estimatedPriorDrift,
  estimatePerformance,
  jensenShannon,
  kolmogorovSmirnov,
  populationStability,
  priorDrift,
  tableDrift,
  wasserstein,
} from '../../src/drift/index.ts'
import { averagePrecision, judge, rocAuc } from '../../src/evaluation/index.ts'
import recorded from '../fixtures/drift/drift.json' with { type: 'json' }

const floats = (values: readonly number[]) => Float64Array.from(values)

describe("measures equal SciPy's", () => {
  it('of numbers', () => {
    for (const one of recorded.numbers) {
      const samples = { reference: floats(one.reference).sort(), current: floats(one.current).sort() }
      const test = kolmogorovSmirnov(samples)
      expect(test.statistic).toBeCloseTo(one.ks, 12)
      // The limit distribution against the exact one.
      expect(Math.abs(test.pValue - one.p)).toBeLessThan(0.01 + 0.1 * one.p)
      expect(wasserstein(samples)).toBeCloseTo(one.wasserstein, 10)
    }
  })

  it('of counts', () => {
    for (const one of recorded.counted) {
      const counts = { reference: floats(one.reference), current: floats(one.current) }
      const test = chiSquare(counts)
      expect(test.statistic).toBeCloseTo(one.chi, 9)
      expect(test.pValue).toBeCloseTo(one.p, 10)
      expect(jensenShannon(counts)).toBeCloseTo(one.js, 12)
    }
    expect(populationStability({ reference: floats([50, 50]), current: floats([90, 10]) })).toBeCloseTo(
      0.4 * Math.log(1.8) - 0.4 * Math.log(0.2),
      12,
    )
  })
})

const columns: Column[] = [
  { name: 'amount', kind: 'number' },
  { name: 'channel', kind: 'category', categories: ['phone', 'shop', 'web'] },
]

/** Amounts around `center`; a share of the rows comes by web. */
function table(seed: number, rows: number, center: number, web: number, missing = 0): Matrix<never> {
  const draw = random(seed)
  const amounts = draw.fork('amount').randn(rows)
  const turns = draw.fork('channel').uniform(rows)
  const holes = draw.fork('missing').uniform(rows)
  const data = new Float64Array(2 * rows)
  for (let row = 0; row < rows; row++) {
    data[2 * row] = holes[row]! < missing ? Number.NaN : amounts[row]! + center
    data[2 * row + 1] = turns[row]! < web ? 2 : row % 2
  }
  return matrix(data, columns)
}

describe('columns', () => {
  it.each([300, 3000])('stay where nothing has changed and drift where it has, with %i rows', (rows) => {
    const reference = table(1, rows, 0, 0.2)
    const same = table(2, rows, 0, 0.2)
    const moved = table(3, rows, 0.5, 0.5, 0.1)
    for (const index of [0, 1]) {
      expect(columnDrift(reference, same, index).drifted).toBe(false)
      expect(columnDrift(reference, moved, index).drifted).toBe(true)
    }
    const amount = columnDrift(reference, moved, 0)
    expect(amount.test).toBe(rows > 1000 ? 'wasserstein' : 'kolmogorov-smirnov')
    expect(amount.wasserstein).toBeCloseTo(0.5, 0)
    expect(amount.missing.current).toBeCloseTo(0.1, 1)
    expect(columnDrift(reference, moved, 1).test).toBe(rows > 1000 ? 'jensen-shannon' : 'chi-square')
  })

  it('give a value that stands for most rows a bin of its own', () => {
    const amounts = (share: number) =>
      matrix(
        Float64Array.from({ length: 2000 }, (_, row) => (row % 100 < share * 100 ? 0 : 1 + (row % 17))),
        [{ name: 'amount', kind: 'number' }],
      )
    const { jensenShannon: distance, populationStability: index } = columnDrift(amounts(0.95), amounts(0.8), 0)
    expect(distance).toBeGreaterThan(0.15)
    expect(index).toBeGreaterThan(0.2)
  })

  it('are matched by the names of their levels, not by codes; new levels are told', () => {
    const reference = matrix(floats([0, 0, 1, 1]), [{ name: 'c', kind: 'category', categories: ['a', 'b'] }])
    const current = matrix(floats([1, 1, 2, 0]), [{ name: 'c', kind: 'category', categories: ['aa', 'a', 'b'] }])
    const { newLevels, jensenShannon: distance } = columnDrift(reference, current, 0)
    expect(newLevels).toEqual([{ level: 'aa', share: 0.25 }])
    expect(distance).toBeLessThan(0.5)
    expect(() => columnDrift(reference, table(1, 5, 0, 0), 0)).toThrow(DataError)
  })
})

describe('whole rows', () => {
  it('tell drift that no single column shows, and none where there is none', async () => {
    const pairs = (seed: number, sign: number) => {
      const draw = random(seed)
      const x = draw.fork('x').randn(1200)
      const noise = draw.fork('noise').randn(1200)
      const data = new Float64Array(2400)
      for (let row = 0; row < 1200; row++) {
        data[2 * row] = x[row]!
        data[2 * row + 1] = sign * 0.9 * x[row]! + 0.43 * noise[row]!
      }
      return matrix(data, 2)
    }
    const same = await tableDrift(pairs(1, 1), pairs(2, 1))
    expect(same.domain.drifted).toBe(false)
    expect(same.driftedShare).toBe(0)
    const turned = await tableDrift(pairs(1, 1), pairs(2, -1))
    expect(turned.columns.map(({ drifted }) => drifted)).toEqual([false, false])
    expect(turned.domain.drifted).toBe(true)
    expect(turned.domain.rocAuc.value).toBeGreaterThan(0.85)
  })

  it('of texts are told apart by their words', async () => {
    const texts = (word: string, seed: number) =>
      Array.from(
        random(seed).randint(0, 40, 120),
        (turn, row) => `${row % 3 === 0 ? word : 'please'} call number ${turn} about item ${row % 7}`,
      )
    const { rocAuc: auc, mostNew } = await domainClassifier(texts('invoice', 1), texts('refund', 2))
    expect(auc.value).toBeGreaterThan(0.6)
    expect(texts('refund', 2)[mostNew[0]!.row]).toContain('refund')
    expect((await domainClassifier(texts('invoice', 1), texts('invoice', 2))).drifted).toBe(false)
    await expect(domainClassifier(['a'], ['b'])).rejects.toThrow(DataError)
  })
})

describe('classes', () => {
  it('change their shares, with labels and without', () => {
    const drawn = (share: number, seed: number) =>
      labels(Array.from(random(seed).uniform(4000), (turn) => (turn < share ? 'fraud' : 'ok')))
    const reference = drawn(0.1, 1)
    expect(priorDrift(reference, drawn(0.1, 2)).pValue).toBeGreaterThan(0.01)
    const moved = priorDrift(reference, drawn(0.2, 3))
    expect(moved.pValue).toBeLessThan(1e-6)
    expect(moved.classes[0]!.current.low).toBeLessThan(0.2)
    const noise = random(4).randn(4000)
    const proba = new Float64Array(8000)
    for (let row = 0; row < 4000; row++) {
      // Fraud is the first class: calibrated for one in ten, but every fourth row is one.
      const p = sigmoid(2 * (noise[row]! + (row % 4 === 0 ? 2 : 0)) - 2 + Math.log(0.1 / 0.9))
      proba[2 * row] = p
      proba[2 * row + 1] = 1 - p
    }
    expect(estimatedPriorDrift(reference, proba).classes[0]!.current.value).toBeCloseTo(0.25, 1)
  })
})

it('estimatePerformance foretells the figures of a calibrated model', () => {
  const proba = Float64Array.from(random(8).uniform(40_000), (turn) => turn * turn)
  const coins = random(9).uniform(40_000)
  const truth = Array.from(proba, (p, row) => (coins[row]! < p ? 1 : 0))
  const foretold = estimatePerformance(proba, 0.4)
  const found = judge(truth, proba, 0.4)
  expect(foretold.precision).toBeCloseTo(found.precision.value, 1)
  expect(foretold.recall).toBeCloseTo(found.recall.value, 1)
  expect(foretold.flagged).toBe(found.flagged)
  expect(foretold.rocAuc).toBeCloseTo(rocAuc(truth, proba), 2)
  expect(foretold.averagePrecision).toBeCloseTo(averagePrecision(truth, proba), 1)
  expect(() => estimatePerformance(Float64Array.of(1.2), 0.5)).toThrow('calibrate')
})
