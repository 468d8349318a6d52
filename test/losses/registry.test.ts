import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OptionError, parseOptions, z } from '../../src/core/index.ts'
import {
  asymmetricLoss,
  classBalancedFocalLoss,
  focalLoss,
  type Loss,
  type LossClasses,
  type LossUnit,
  labelAwareSmoothing,
  ldamLoss,
  logisticLoss,
  losses,
  lossOf,
  lossOption,
  softmaxLoss,
  vectorScalingLoss,
  weightedCrossEntropy,
} from '../../src/losses/index.ts'
import fixture from '../fixtures/losses/losses.json' with { type: 'json' }

const two: LossClasses = { names: ['common', 'rare'], sizes: Float64Array.of(9, 1) }
const three: LossClasses = { names: ['a', 'b', 'c'], sizes: Float64Array.of(6, 3, 1) }

const variants: Readonly<Record<string, readonly LossUnit[]>> = {
  focalLoss: [
    focalLoss(),
    focalLoss({ gamma: 0 }),
    focalLoss({ gamma: 0.5 }),
    focalLoss({ gamma: 1 }),
    focalLoss({ gamma: 3.5, alpha: {} }),
  ],
  asymmetricLoss: [
    asymmetricLoss(),
    asymmetricLoss({ gammaPositive: 1, gammaNegative: 2, clip: 0 }),
    asymmetricLoss({ gammaPositive: 0.5, gammaNegative: 0, clip: 0 }),
  ],
  classBalancedFocalLoss: [classBalancedFocalLoss(), classBalancedFocalLoss({ beta: 0.9, gamma: 0.5 })],
  labelAwareSmoothing: (['concave', 'linear', 'convex', 'power'] as const).map((shape) =>
    labelAwareSmoothing({ shape }),
  ),
  // Ten times as steep, differences would say little.
  ldamLoss: [ldamLoss({ scale: 3 }), ldamLoss({ scale: 2, maxMargin: 2, beta: 0.9 })],
  vectorScalingLoss: [vectorScalingLoss(), vectorScalingLoss({ gamma: 1, tau: 0 })],
}

interface Measured {
  readonly value: number
  readonly gradient: Float64Array
  readonly curvature: Float64Array
}

function measure(loss: Loss, classCount: number, scores: Float64Array, codes: number[], weights: number[]): Measured {
  const target = { codes: Int32Array.from(codes), weights: Float64Array.from(weights), classCount }
  const gradient = new Float64Array(scores.length)
  const curvature = new Float64Array(scores.length)
  const value = loss.evaluate(target, scores, gradient, curvature, 0, codes.length)
  expect(loss.evaluate(target, scores, undefined, undefined, 0, codes.length)).toBe(value)
  return { value, gradient, curvature }
}

/** Where a loss has a kink: the margin of the hinges, and where the probability is the clip of the asymmetric loss. */
const kinks = [1, -1, Math.log(0.05 / 0.95)]
const score = fc
  .double({ min: -6, max: 6, noNaN: true })
  .map((z) => (kinks.some((kink) => Math.abs(z - kink) < 1e-3) ? z + 0.01 : z))
const weight = fc.double({ min: 0, max: 3, noNaN: true })

for (const [name, factory] of Object.entries(losses)) {
  describe(name, () => {
    for (const classes of [two, three]) {
      const classCount = classes.names.length
      const width = classCount === 2 ? 1 : classCount
      const units = variants[name] ?? [factory()]

      it(`${classCount} classes: gradient and curvature equal finite differences`, () => {
        const row = fc.tuple(fc.array(score, { minLength: width, maxLength: width }), fc.nat(classCount - 1), weight)
        fc.assert(
          fc.property(fc.constantFrom(...units), fc.array(row, { minLength: 1, maxLength: 4 }), (unit, rows) => {
            const loss = unit.forClasses(classes)
            expect(loss.scoresPerRow(classCount)).toBe(width)
            const scores = Float64Array.from(rows.flatMap((one) => one[0]))
            const codes = rows.map((one) => one[1])
            const weights = rows.map((one) => one[2])
            const here = measure(loss, classCount, scores, codes, weights)
            const step = 1e-5
            for (let i = 0; i < scores.length; i++) {
              const at = (z: number) => measure(loss, classCount, scores.with(i, z), codes, weights)
              const up = at(scores[i]! + step)
              const down = at(scores[i]! - step)
              expect(here.gradient[i]).toBeCloseTo((up.value - down.value) / (2 * step), 5)
              expect(here.curvature[i]).toBeCloseTo((up.gradient[i]! - down.gradient[i]!) / (2 * step), 5)
            }
            const damped = measure(loss.damped ?? loss, classCount, scores, codes, weights)
            expect(damped.gradient).toEqual(here.gradient)
            expect(damped.value).toBe(here.value)
            expect(damped.curvature.every((value) => value >= 0)).toBe(true)
          }),
        )
      })

      it(`${classCount} classes: stays finite far out, and works on the asked rows only`, () => {
        for (const unit of units) {
          const loss = unit.forClasses(classes)
          const codes = Int32Array.of(0, 1, 1, 0)
          const scores = Float64Array.from({ length: 4 * width }, (_, i) => (i % 2 ? -900 : 900) * (i % 3 || 1))
          const target = { codes, weights: Float64Array.of(1, 2, 1, 1), classCount }
          const gradient = new Float64Array(4 * width).fill(7)
          const curvature = new Float64Array(4 * width).fill(7)
          for (const one of [loss, loss.damped ?? loss]) {
            expect(Number.isFinite(one.evaluate(target, scores, gradient, curvature, 0, 3))).toBe(true)
            expect([...gradient, ...curvature].every(Number.isFinite)).toBe(true)
            expect([...gradient.subarray(3 * width)]).toEqual(Array(width).fill(7))
            expect([...curvature.subarray(3 * width)]).toEqual(Array(width).fill(7))
          }
          const p = loss.probabilities(scores, classCount)
          for (let row = 0; row < 4; row++) {
            const shares = p.subarray(row * classCount, (row + 1) * classCount)
            expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
          }
        }
      })
    }

    it('is what the registry calls it, frozen, and refuses unknown options', () => {
      expect(factory.unitName).toBe(name)
      expect(factory().name).toBe(name)
      expect(Object.isFrozen(factory())).toBe(true)
      expect(() => factory({ nonsense: 1 } as never)).toThrow(/unknown option `nonsense`/)
    })
  })
}

describe('recorded losses', () => {
  it('focal loss equals its closed form on log-probabilities of scipy', () => {
    for (const { gamma, alpha, classes, value } of fixture.focal) {
      const names = ['a', 'b', 'c'].slice(0, classes)
      const given = Array.isArray(alpha) ? Object.fromEntries(alpha.map((factor, k) => [names[k], factor])) : alpha
      const loss = focalLoss({ gamma, alpha: given }).forClasses({ names, sizes: new Float64Array(classes).fill(1) })
      const data = classes === 2 ? fixture.two : fixture.three
      const found = measure(loss, classes, Float64Array.from(data.scores), data.codes, fixture.weights)
      expect(Math.abs(found.value / value - 1)).toBeLessThan(1e-13)
    }
  })

  it("weighted cross-entropy equals scikit-learn's losses under balanced weights", () => {
    for (const [index, data] of [fixture.two, fixture.three].entries()) {
      const names = ['a', 'b', 'c'].slice(0, index + 2)
      const sizes = new Float64Array(names.length)
      for (const [row, code] of data.codes.entries()) sizes[code]! += fixture.weights[row]!
      const loss = weightedCrossEntropy().forClasses({ names, sizes })
      const expected = fixture.weighted[index]!
      const found = measure(loss, names.length, Float64Array.from(data.scores), data.codes, fixture.weights)
      expect(Math.abs(found.value / expected.value - 1)).toBeLessThan(1e-12)
      for (const [i, slope] of expected.gradient.entries()) expect(found.gradient[i]).toBeCloseTo(slope, 12)
      for (const [i, bend] of expected.curvature.entries()) expect(found.curvature[i]).toBeCloseTo(bend, 12)
    }
  })
})

describe('focal loss', () => {
  it('is cross-entropy where gamma is 0', () => {
    const z2 = Float64Array.of(-3, 0.5, 4, -40)
    const z3 = Float64Array.of(1, 2, 3, -1, 0, 7, 20, -4, 2, 0, 0, 0)
    const codes = [0, 1, 1, 0]
    const weights = [1, 2, 0.5, 1]
    for (const [classes, scores, plain] of [
      [two, z2, logisticLoss],
      [three, z3, softmaxLoss],
    ] as const) {
      const k = classes.names.length
      const a = measure(focalLoss({ gamma: 0 }).forClasses(classes), k, scores, codes, weights)
      const b = measure(plain, k, scores, codes, weights)
      expect(a.value).toBeCloseTo(b.value, 12)
      a.gradient.forEach((value, i) => {
        expect(value).toBeCloseTo(b.gradient[i]!, 14)
      })
      a.curvature.forEach((value, i) => {
        expect(value).toBeCloseTo(b.curvature[i]!, 14)
      })
    }
  })

  it('refuses one alpha for three classes, and classes that there are not', () => {
    expect(() => focalLoss({ alpha: 0.25 }).forClasses(three)).toThrow(OptionError)
    expect(() => focalLoss({ alpha: { rar: 2 } }).forClasses(two)).toThrow(/no class "rar"; did you mean rare/)
    expect(() => weightedCrossEntropy({ classWeight: { x: 2 } }).forClasses(two)).toThrow(/no class "x"/)
  })
})

describe('the option that names a loss', () => {
  const schema = z.strictObject({ loss: lossOption })
  it('takes a name, or a name and options, and gives the loss', () => {
    expect(lossOf(parseOptions('it', schema, {}).loss).name).toBe('logLoss')
    expect(lossOf(parseOptions('it', schema, { loss: 'focalLoss' }).loss).options).toEqual({ gamma: 2, alpha: null })
    const { loss } = parseOptions('it', schema, { loss: { name: 'focalLoss', options: { gamma: 1 } } })
    expect(lossOf(loss).options).toEqual({ gamma: 1, alpha: null })
    expect(lossOf(parseOptions('it', schema, JSON.parse(JSON.stringify({ loss }))).loss).options).toEqual({
      gamma: 1,
      alpha: null,
    })
  })

  it('refuses other names, naming those that there are, options of another loss, and bad values', () => {
    for (const loss of [
      'hinge',
      { name: 'logLoss', options: { gamma: 2 } },
      { name: 'focalLoss', options: { gamma: -1 } },
    ]) {
      expect(() => parseOptions('it', schema, { loss })).toThrow(/^it: .*`loss/)
    }
    expect(() => parseOptions('it', schema, { loss: 'hinge' })).toThrow(/`loss` .*logLoss, squaredHingeLoss/)
    expect(JSON.stringify(z.toJSONSchema(schema, { io: 'input' }))).toContain('focalLoss')
  })
})
