import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { labels, labelsFromCodes, OptionError } from '../../src/core/index.ts'
import { classWeights, type Loss, logisticLoss, softmaxLoss } from '../../src/losses/index.ts'
import fixture from '../fixtures/models/linear.json' with { type: 'json' }

/** Value, gradient and curvature against differences of value and gradient, one score at a time. */
function checkDerivatives(loss: Loss, classCount: number, scores: number[], codes: number[], weights: number[]): void {
  const target = { codes: Int32Array.from(codes), weights: Float64Array.from(weights), classCount }
  const gradientAt = (z: Float64Array) => {
    const gradient = new Float64Array(z.length)
    loss.evaluate(target, z, gradient, undefined, 0, codes.length)
    return gradient
  }
  const z = Float64Array.from(scores)
  const gradient = new Float64Array(z.length)
  const curvature = new Float64Array(z.length)
  const value = loss.evaluate(target, z, gradient, curvature, 0, codes.length)
  expect(loss.evaluate(target, z, undefined, undefined, 0, codes.length)).toBe(value)
  const step = 1e-5
  for (let i = 0; i < z.length; i++) {
    const up = z.slice()
    const down = z.slice()
    up[i] = z[i]! + step
    down[i] = z[i]! - step
    const slope =
      (loss.evaluate(target, up, undefined, undefined, 0, codes.length) -
        loss.evaluate(target, down, undefined, undefined, 0, codes.length)) /
      (2 * step)
    expect(gradient[i]).toBeCloseTo(slope, 5)
    expect(curvature[i]).toBeCloseTo((gradientAt(up)[i]! - gradientAt(down)[i]!) / (2 * step), 5)
  }
}

const score = fc.double({ min: -8, max: 8, noNaN: true })
const weight = fc.double({ min: 0, max: 3, noNaN: true })

describe('losses', () => {
  it('logistic: derivatives equal finite differences', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(score, fc.nat(1), weight), { minLength: 1, maxLength: 6 }), (rows) => {
        checkDerivatives(
          logisticLoss,
          2,
          rows.map((r) => r[0]),
          rows.map((r) => r[1]),
          rows.map((r) => r[2]),
        )
      }),
    )
  })

  it('softmax: derivatives equal finite differences', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(score, score, score, fc.nat(2), weight), { minLength: 1, maxLength: 4 }),
        (rows) => {
          const scores = rows.flatMap((r) => [r[0], r[1], r[2]])
          checkDerivatives(
            softmaxLoss,
            3,
            scores,
            rows.map((r) => r[3]),
            rows.map((r) => r[4]),
          )
        },
      ),
    )
  })

  it('softmax of two scores is logistic of their difference', () => {
    const z = Float64Array.of(-3, 0.5, 40, -40)
    const two = Float64Array.from([0, -3, 0, 0.5, 0, 40, 0, -40])
    const codes = Int32Array.of(1, 0, 0, 1)
    const target = { codes, weights: Float64Array.of(1, 2, 3, 4), classCount: 2 }
    const a = logisticLoss.evaluate(target, z, undefined, undefined, 0, 4)
    expect(softmaxLoss.evaluate(target, two, undefined, undefined, 0, 4)).toBeCloseTo(a, 10)
    const p = logisticLoss.probabilities(z, 2)
    softmaxLoss.probabilities(two, 2).forEach((value, i) => {
      expect(value).toBeCloseTo(p[i]!, 14)
    })
  })

  it('stays finite far out, and works on the asked rows only', () => {
    const z = Float64Array.of(1e6, -1e6, 0)
    const target = { codes: Int32Array.of(0, 1, 1), weights: Float64Array.of(1, 1, 1), classCount: 2 }
    const gradient = Float64Array.of(7, 7, 7)
    expect(logisticLoss.evaluate(target, z, gradient, undefined, 0, 2)).toBe(2e6)
    expect([...gradient]).toEqual([1, -1, 7])
    expect([...logisticLoss.probabilities(z, 2)]).toEqual([0, 1, 1, 0, 0.5, 0.5])
    const wide = softmaxLoss.probabilities(Float64Array.of(1e6, -1e6, 0), 3)
    expect([...wide]).toEqual([1, 0, 0])
  })
})

describe('classWeights', () => {
  it("equals scikit-learn's balanced weights, with sample weights too", () => {
    const { y, weights, plain, weighted } = fixture.balanced
    const close = (a: Float64Array, b: number[]) => {
      b.forEach((value, i) => {
        expect(a[i]).toBeCloseTo(value, 12)
      })
    }
    close(classWeights(labels(y), 'balanced'), plain)
    close(classWeights(labels(y), 'balanced', Float64Array.from(weights)), weighted)
  })

  it('gives a class without rows 0 and does not count it', () => {
    const y = labelsFromCodes(Int32Array.of(0, 0, 0, 2), ['a', 'b', 'c'])
    expect([...classWeights(y, 'balanced')]).toEqual([4 / 6, 0, 2])
  })

  it('takes weights by name, 1 for the rest, and refuses what it does not know', () => {
    const y = labels([1, 2, 3])
    expect([...classWeights(y, { 2: 5 })]).toEqual([1, 5, 1])
    expect([...classWeights(y, null)]).toEqual([1, 1, 1])
    expect(() => classWeights(labels(['spam', 'ham']), { spum: 2 })).toThrow(/no class "spum".*did you mean spam/)
    expect(() => classWeights(y, { 1: -1 })).toThrow(OptionError)
    expect(() => classWeights(y, { 1: NaN })).toThrow(/must be a number ≥ 0/)
  })
})
