import fc from 'fast-check'
import { expect, test } from 'vitest'
import { labelsFromCodes } from '../../src/core/index.ts'
import {
  brier,
  brierDecomposition,
  classWiseCalibrationError,
  confidenceCalibrationError,
  expectedCalibrationError,
} from '../../src/evaluation/index.ts'

const y = labelsFromCodes(Int32Array.of(0, 1, 2), ['a', 'b', 'c'])
const proba = Float64Array.of(0.6, 0.2, 0.2, 0, 0.95, 0.05, 0.7, 0.1, 0.2)

test('errors of three rows of three classes, by hand', () => {
  expect(confidenceCalibrationError(y, proba)).toBeCloseTo((0.4 + 0.05 + 0.7) / 3, 14)
  const { perClass, mean } = classWiseCalibrationError(y, proba)
  const expected = [(0.4 + 0 + 0.7) / 3, (0.2 + 0.05 + 0.1) / 3, (0.05 + Math.abs(0.4 - 1)) / 3]
  for (const [code, error] of expected.entries()) expect(perClass[code]).toBeCloseTo(error, 14)
  expect(mean).toBeCloseTo((expected[0]! + expected[1]! + expected[2]!) / 3, 14)
})

test('with two classes both columns err alike, and bins and weights are passed on', () => {
  const p = Float64Array.of(0.1, 0.35, 0.6, 0.85, 0.4)
  const truth = labelsFromCodes(Int32Array.of(0, 1, 0, 1, 0), ['no', 'yes'])
  const weights = Float64Array.of(1, 2, 1, 3, 0.5)
  const rows = Float64Array.from([...p].flatMap((value) => [1 - value, value]))
  for (const strategy of ['uniform', 'quantile'] as const) {
    const { perClass } = classWiseCalibrationError(truth, rows, { bins: 3, strategy }, weights)
    expect(perClass[1]).toBe(expectedCalibrationError(truth.codes, p, { bins: 3, strategy }, weights))
  }
})

test('the terms of Brier add up; within bins of one value nothing is left', () => {
  const rows = fc.array(
    fc.record({
      p: fc.integer({ min: 0, max: 10 }),
      t: fc.integer({ min: 0, max: 1 }),
      w: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 1, maxLength: 60 },
  )
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 12 }), (own, bins) => {
      const truth = own.map(({ t }) => t)
      const told = Float64Array.from(own, ({ p }) => p / 10)
      const weights = Float64Array.from(own, ({ w }) => w)
      const parts = brierDecomposition(truth, told, { bins }, weights)
      expect(parts.brier).toBeCloseTo(brier(truth, told, weights), 12)
      const sum = parts.reliability - parts.resolution + parts.uncertainty + parts.withinBins
      expect(sum).toBeCloseTo(parts.brier, 12)
      // A bin that ends at each tenth holds one value, but the first, which holds 0 and 0.1: told as 0.1 both.
      const tenths = told.map((p) => Math.max(p, 0.1))
      expect(brierDecomposition(truth, tenths, { bins: 20 }, weights).withinBins).toBeCloseTo(0, 12)
    }),
  )
})

test("the terms are those of Murphy's definition", () => {
  const told = Float64Array.of(0.2, 0.2, 0.2, 0.2, 0.8, 0.8)
  const parts = brierDecomposition([0, 0, 1, 0, 1, 0], told)
  expect(parts.reliability).toBeCloseTo((4 * 0.05 ** 2 + 2 * 0.3 ** 2) / 6, 14)
  expect(parts.resolution).toBeCloseTo((4 * (0.25 - 1 / 3) ** 2 + 2 * (0.5 - 1 / 3) ** 2) / 6, 14)
  expect(parts.uncertainty).toBeCloseTo(2 / 9, 14)
  expect(parts.withinBins).toBeCloseTo(0, 14)
})
