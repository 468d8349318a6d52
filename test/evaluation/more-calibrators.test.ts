import { expect, test } from 'vitest'
import { labelsFromCodes } from '../../src/core/index.ts'
import { betaCalibrator, logLoss, vectorCalibrator } from '../../src/evaluation/index.ts'
import recorded from '../fixtures/evaluation/more-calibrators.json' with { type: 'json' }

const named = (count: number) => Array.from({ length: count }, (_, code) => code)

test('vector scaling lies at the minimum that SciPy finds', async () => {
  for (const one of recorded.vector) {
    const y = labelsFromCodes(Int32Array.from(one.truth), named(one.classes))
    const proba = Float64Array.from(one.proba)
    const weights = one.weights ? Float64Array.from(one.weights) : undefined
    const told = (await vectorCalibrator().fit(proba, y, weights)).transform(proba)
    for (const [at, expected] of one.new.entries()) expect(Math.abs(told[at]! - expected)).toBeLessThan(2e-5)
    expect(logLoss(y, told, weights)).toBeLessThanOrEqual(one.loss + 1e-10)
    expect(logLoss(y, told, weights)).toBeLessThan(logLoss(y, proba, weights))
  }
})

test('beta calibration has the a, b and c that SciPy finds, none negative', async () => {
  const signs = new Set<string>()
  for (const one of recorded.beta) {
    const y = labelsFromCodes(Int32Array.from(one.truth), named(2))
    const proba = Float64Array.from(one.p.flatMap((p) => [1 - p, p]))
    const weights = one.weights ? Float64Array.from(one.weights) : undefined
    const fitted = await betaCalibrator().fit(proba, y, weights)
    const [[a, b, c]] = fitted.save().state['maps'] as [[number, number, number]]
    for (const [at, value] of [a, b, c].entries()) expect(value).toBeCloseTo(one.found[at]!, 4)
    expect(a >= 0 && b >= 0).toBe(true)
    signs.add(`${a > 0} ${b > 0}`)
  }
  expect(signs.size).toBe(4)
})
