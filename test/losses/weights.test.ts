import { describe, expect, it } from 'vitest'
import { labels } from '../../src/core/index.ts'
import {
  adjustLogits,
  balancedWeights,
  classWeightRecord,
  classWeights,
  costWeights,
  deferredBeta,
  effectiveNumberWeights,
  hingeLoss,
  inverseSquareRootWeights,
  type LossUnit,
  labelAwareSmoothing,
  logitAdjustedLoss,
  logLoss,
  priorWeights,
} from '../../src/losses/index.ts'

const sizes = Float64Array.of(18_400, 1600)

describe('weights from sizes', () => {
  it('balanced: N / (K n), as the exercise has it', () => {
    const [common, rare] = balancedWeights(sizes)
    expect(common).toBeCloseTo(0.543478, 6)
    expect(rare).toBe(6.25)
    expect([...balancedWeights(Float64Array.of(3, 0, 1))]).toEqual([4 / 6, 0, 2])
  })

  it('effective number: the reference figures', () => {
    for (const [beta, common, rare] of [
      [0.9, 1, 1],
      [0.99, 1, 1],
      [0.999, 0.887817, 1.112183],
      [0.9999, 0.298997, 1.701003],
    ] as const) {
      const found = effectiveNumberWeights(sizes, beta)
      expect(Math.abs(found[0]! - common)).toBeLessThan(1e-6)
      expect(Math.abs(found[1]! - rare)).toBeLessThan(1e-6)
    }
    expect([...effectiveNumberWeights(Float64Array.of(5, 0, 5), 0.9)]).toEqual([1, 0, 1])
    expect(() => effectiveNumberWeights(sizes, 1)).toThrow(/`beta` must be from 0 to below 1/)
  })

  it('inverse square root: in the ratio of the roots, in sum the number of classes', () => {
    const [common, rare] = inverseSquareRootWeights(sizes)
    expect(rare! / common!).toBeCloseTo(Math.sqrt(11.5), 12)
    expect(rare! + common!).toBeCloseTo(2, 12)
  })

  it('costs: in the ratio of what mistakes cost, all rows together as many as before', () => {
    const [common, rare] = costWeights(sizes, Float64Array.of(0, 1, 20, 0))
    expect(rare! / common!).toBeCloseTo(20, 12)
    expect(common! * 18_400 + rare! * 1600).toBeCloseTo(20_000, 6)
    // Only what a mistake costs above a right decision counts.
    expect([...costWeights(sizes, Float64Array.of(3, 4, 25, 5))]).toEqual([common, rare])
    expect(() => costWeights(sizes, Float64Array.of(0, 1, 20))).toThrow(/2 × 2 numbers/)
    expect(() => costWeights(sizes, Float64Array.of(1, 0, 20, 0))).toThrow(/must cost more/)
  })

  it('prior: the weighted shares are the wanted ones', () => {
    const weights = priorWeights(sizes, Float64Array.of(3, 1))
    expect((weights[1]! * 1600) / (weights[0]! * 18_400 + weights[1]! * 1600)).toBeCloseTo(0.25, 12)
    expect(weights[0]! * 18_400 + weights[1]! * 1600).toBeCloseTo(20_000, 6)
    expect(() => priorWeights(sizes, Float64Array.of(1))).toThrow(/2 shares/)
    expect(() => priorWeights(Float64Array.of(4, 0), Float64Array.of(1, 1))).toThrow(/class 1 has no rows/)
  })

  it('become what learners take as classWeight, and refuse sizes that are none', () => {
    const record = classWeightRecord(['ham', 7], Float64Array.of(0.5, 2))
    expect(record).toEqual({ ham: 0.5, 7: 2 })
    expect([...classWeights(labels(['ham', 7]), record)].sort()).toEqual([0.5, 2])
    for (const bad of [[0, 0], [-1, 2], [NaN, 1], []]) {
      expect(() => balancedWeights(Float64Array.from(bad))).toThrow(/sizes of the classes/)
    }
  })
})

describe('logit adjustment after training', () => {
  it('takes the shares out of the scores, of two classes and of three', () => {
    expect([...adjustLogits(Float64Array.of(0), Float64Array.of(9, 1))][0]).toBeCloseTo(Math.log(9), 12)
    const three = adjustLogits(Float64Array.of(1, 1, 1), Float64Array.of(6, 3, 1), 2)
    for (const [k, share] of [0.6, 0.3, 0.1].entries()) expect(three[k]).toBeCloseTo(1 - 2 * Math.log(share), 12)
    expect(() => adjustLogits(Float64Array.of(1), Float64Array.of(3, 0))).toThrow(/above 0/)
  })

  it('undoes what the loss adds: adjusted scores of plain cross-entropy have the adjusted loss of the same rows', () => {
    for (const sizes of [Float64Array.of(9, 1), Float64Array.of(6, 3, 1)]) {
      const names = ['a', 'b', 'c'].slice(0, sizes.length)
      const width = sizes.length === 2 ? 1 : 3
      const scores = Float64Array.from({ length: 4 * width }, (_, i) => Math.sin(i) * 3)
      const target = {
        codes: Int32Array.of(0, 1, 1, 0),
        weights: Float64Array.of(1, 2, 1, 3),
        classCount: sizes.length,
      }
      const of = (unit: LossUnit, z: Float64Array) =>
        unit.forClasses({ names, sizes }).evaluate(target, z, undefined, undefined, 0, 4)
      expect(of(logitAdjustedLoss(), adjustLogits(scores, sizes))).toBeCloseTo(of(logLoss(), scores), 10)
    }
  })
})

describe('odds and ends of losses', () => {
  it('defers re-weighting to an epoch', () => {
    expect([deferredBeta(0), deferredBeta(159), deferredBeta(160)]).toEqual([null, null, 0.9999])
    expect(deferredBeta(3, 2, 0.9)).toBe(0.9)
  })

  it('rounds the kink of the hinge within the arc only, by at most a quarter of it', () => {
    const hinge = hingeLoss().forClasses({ names: ['a', 'b'], sizes: Float64Array.of(1, 1) })
    const rounded = hinge.rounded!(0.1)
    const target = { codes: Int32Array.of(1), weights: Float64Array.of(1), classCount: 2 }
    for (const z of [-3, 0.85, 0.93, 1, 1.05, 1.2]) {
      const at = (loss: typeof hinge) => loss.evaluate(target, Float64Array.of(z), undefined, undefined, 0, 1)
      const over = at(rounded) - at(hinge)
      if (Math.abs(z - 1) >= 0.1) expect(over).toBe(0)
      else expect(over).toBeGreaterThan(0)
      expect(over).toBeLessThanOrEqual(0.025 + 1e-15)
    }
  })

  it('refuses smoothing that is larger for rare classes', () => {
    const classes = { names: ['a', 'b'], sizes: Float64Array.of(2, 1) }
    expect(() => labelAwareSmoothing({ head: 0.1, tail: 0.3 }).forClasses(classes)).toThrow(
      /`tail` \(0.3\) must be at most/,
    )
  })
})
