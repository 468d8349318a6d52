import { describe, expect, it } from 'vitest'
import { labelsFromCodes } from '../../src/core/index.ts'
import { type Calibrator, calibrators } from '../../src/evaluation/index.ts'
import recorded from '../fixtures/evaluation/calibration.json' with { type: 'json' }

function twoColumns(p: readonly number[]): Float64Array {
  return Float64Array.from(p.flatMap((value) => [1 - value, value]))
}

function largestDifference(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(found.length).toBe(expected.length)
  return Array.from(found).reduce((largest, value, i) => Math.max(largest, Math.abs(value - expected[i]!)), 0)
}

describe.each(recorded.binary)('two classes, $name', (example) => {
  const y = labelsFromCodes(Int32Array.from(example.y), ['no', 'yes'])
  const proba = twoColumns(example.p)
  const weight = example.weight ? Float64Array.from(example.weight) : undefined

  async function secondColumn(calibrator: Calibrator): Promise<Float64Array> {
    const fitted = await calibrator.fit(proba, y, weight)
    return fitted.transform(twoColumns(example.newP)).filter((_, i) => i % 2 === 1)
  }

  it('platt equals scikit-learn within 1e-6', async () => {
    expect(largestDifference(await secondColumn(calibrators.platt()), example.platt.new)).toBeLessThan(1e-6)
    const { maps } = (await calibrators.platt().fit(proba, y, weight)).save().state as { maps: [[number, number]] }
    expect(maps[0][0]).toBeCloseTo(example.platt.slope, 5)
    expect(maps[0][1]).toBeCloseTo(example.platt.intercept, 5)
  })

  it('isotonic equals scikit-learn within 1e-12', async () => {
    expect(largestDifference(await secondColumn(calibrators.isotonic()), example.isotonic.new)).toBeLessThan(1e-12)
  })

  it('temperature equals scikit-learn, as far as its search goes', async () => {
    const { new: expected, inverseTemperature } = example.temperature
    const found = await calibrators.temperature().fit(proba, y, weight)
    expect(found.save().state).toEqual({ inverseTemperature: expect.closeTo(inverseTemperature, 6) })
    expect(largestDifference(found.transform(twoColumns(example.newP)), expected.flat())).toBeLessThan(1e-6)
  })
})

describe('four classes', () => {
  const { multiclass } = recorded
  const y = labelsFromCodes(Int32Array.from(multiclass.y), ['a', 'b', 'c', 'd'])
  const proba = Float64Array.from(multiclass.proba)
  const fresh = Float64Array.from(multiclass.newProba)

  it.each([
    ['platt', multiclass.platt, 1e-6],
    ['isotonic', multiclass.isotonic, 1e-12],
    ['temperature', multiclass.temperature.new, 1e-6],
  ] as const)('%s equals scikit-learn', async (name, expected, tolerance) => {
    const fitted = await calibrators[name]().fit(proba, y)
    expect(largestDifference(fitted.transform(fresh), expected.flat())).toBeLessThan(tolerance)
  })
})

it('temperature lies at the very bottom of the log loss', async () => {
  const { multiclass } = recorded
  const y = labelsFromCodes(Int32Array.from(multiclass.y), ['a', 'b', 'c', 'd'])
  const proba = Float64Array.from(multiclass.proba)
  const { inverseTemperature: beta } = (await calibrators.temperature().fit(proba, y)).save().state as {
    inverseTemperature: number
  }
  // The derivative of the loss by β, which must vanish at the minimum and change its sign within 1e-10 of it.
  const slope = (at: number) => {
    let sum = 0
    for (let row = 0; row < y.codes.length; row++) {
      const logs = [0, 1, 2, 3].map((code) => Math.log(proba[row * 4 + code]!))
      const shares = logs.map((value) => Math.exp(at * value))
      const mass = shares.reduce((a, b) => a + b)
      sum += logs.reduce((total, value, code) => total + (value * shares[code]!) / mass, 0) - logs[y.codes[row]!]!
    }
    return sum
  }
  expect(slope(beta * (1 - 1e-10))).toBeLessThan(0)
  expect(slope(beta * (1 + 1e-10))).toBeGreaterThan(0)
})
