import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DataError, OptionError, random, sigmoid } from '../../src/core/index.ts'
import {
  chooseThreshold,
  chooseThresholdByRowCosts,
  conformalThreshold,
  decideByRowCosts,
  estimatePriors,
  judge,
  priorShift,
} from '../../src/evaluation/index.ts'

const scored = fc
  .array(fc.tuple(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 12 })), { minLength: 2, maxLength: 30 })
  .filter((rows) => rows.some(([truth]) => truth === 1) && rows.some(([truth]) => truth === 0))
  .map((rows) => ({ truth: rows.map(([truth]) => truth), scores: Float64Array.from(rows, ([, score]) => score / 12) }))

describe('goals beside recall, precision and costs', () => {
  it('finds the greatest F-beta of all thresholds', () => {
    fc.assert(
      fc.property(scored, fc.constantFrom(0.5, 2), ({ truth, scores }, beta) => {
        const f = (threshold: number) => {
          const { precision, recall } = judge(truth, scores, threshold)
          const weighted = beta * beta * (precision.value || 0) + recall.value
          return weighted === 0 ? 0 : ((1 + beta * beta) * (precision.value || 0) * recall.value) / weighted
        }
        const best = Math.max(...Array.from(scores, f))
        expect(f(chooseThreshold(truth, scores, { fBeta: beta }).threshold)).toBeCloseTo(best, 12)
      }),
    )
  })

  it('fills a budget of alerts as far as ties allow', () => {
    fc.assert(
      fc.property(scored, fc.integer({ min: 1, max: 30 }), ({ truth, scores }, alerts) => {
        const decision = chooseThreshold(truth, scores, { alerts })
        expect(decision.flagged).toBeLessThanOrEqual(alerts)
        expect(decision.met).toBe(true)
        const sizes = Array.from(scores, (cut) => scores.filter((score) => score >= cut).length)
        expect(decision.flagged).toBe(Math.max(0, ...sizes.filter((size) => size <= alerts)))
        const rate = Math.min(1, (alerts + 0.5) / scores.length)
        expect(chooseThreshold(truth, scores, { alertRate: rate }).flagged).toBe(decision.flagged)
      }),
    )
    expect(judge([1, 0, 0], Float64Array.of(0.9, 0.8, 0.1), 0.5, { alerts: 1 }).met).toBe(false)
  })

  it('refuses goals beside each other and out of range', () => {
    const rows = [[1, 0], Float64Array.of(0.9, 0.1)] as const
    expect(() => chooseThreshold(...rows, { fBeta: 0 })).toThrow(OptionError)
    expect(() => chooseThreshold(...rows, { alerts: 1.5 })).toThrow(OptionError)
    expect(() => chooseThreshold(...rows, { alerts: 1, recall: 0.5 })).toThrow('one of recall or precision and alerts')
  })
})

describe('conformalThreshold', () => {
  it('keeps its promise on average over data sets', () => {
    let recalls = 0
    const trials = 400
    for (let trial = 0; trial < trials; trial++) {
      const draw = random(trial)
      const rows = Float64Array.from(draw.fork('rows').randn(60), (value) => value + 1)
      const truth = Array.from(rows, (_, row) => (row % 2 === 0 ? 1 : 0))
      const cut = conformalThreshold(truth, rows, { recall: 0.85 })
      const fresh = draw.fork('fresh').randn(2000)
      recalls += fresh.filter((value) => value + 1 >= cut).length / 2000 / trials
    }
    expect(recalls).toBeGreaterThan(0.845)
    expect(recalls).toBeLessThan(0.89)
  })

  it('says when there are too few rows for the promise', () => {
    const scores = Float64Array.from({ length: 10 }, (_, row) => row)
    const truth = Array.from(scores, (_, row) => (row < 9 ? 1 : 0))
    expect(conformalThreshold(truth, scores, { recall: 0.9 })).toBe(0)
    expect(conformalThreshold(truth, scores, { recall: 0.5 })).toBe(4)
    expect(() => conformalThreshold(truth, scores, { recall: 0.95 })).toThrow(DataError)
  })
})

describe('costs of each row', () => {
  it('finds the cheapest of all thresholds', () => {
    fc.assert(
      fc.property(scored, fc.integer({ min: 0, max: 1000 }), ({ truth, scores }, seed) => {
        const draw = random(seed)
        const costs = {
          falseAlarm: draw.fork('alarm').uniform(scores.length),
          miss: draw.fork('miss').uniform(scores.length, 0, 3),
        }
        const cost = (threshold: number) =>
          scores.reduce((sum, score, row) => {
            if (score >= threshold) return sum + (truth[row] ? 0 : costs.falseAlarm[row]!)
            return sum + (truth[row] ? costs.miss[row]! : 0)
          }, 0)
        const { threshold, total } = chooseThresholdByRowCosts(truth, scores, costs)
        expect(cost(threshold)).toBeCloseTo(total, 12)
        expect(total).toBeCloseTo(Math.min(cost(2), ...Array.from(scores, cost)), 12)
      }),
    )
  })

  it('flags a dear row at a smaller probability', () => {
    const costs = { falseAlarm: Float64Array.of(1, 1, 1), miss: Float64Array.of(1, 9, 0) }
    expect(Array.from(decideByRowCosts(Float64Array.of(0.4, 0.1, 0.9), costs))).toEqual([0, 1, 0])
    expect(() => decideByRowCosts(Float64Array.of(0.4, 2, 0.9), costs)).toThrow('calibrate')
    expect(() => decideByRowCosts(Float64Array.of(0.4), costs)).toThrow(DataError)
  })
})

describe('a change of class shares', () => {
  /** Two gaussians, one apart: the probabilities for a share of positives are known. */
  function gaussians(share: number, count: number, told: number) {
    const draw = random(5)
    const turn = draw.fork('class').uniform(count)
    const noise = draw.fork('noise').randn(count)
    const proba = new Float64Array(2 * count)
    for (let row = 0; row < count; row++) {
      const x = noise[row]! + (turn[row]! < share ? 2 : 0)
      const p = sigmoid(2 * x - 2 + Math.log(told / (1 - told)))
      proba[2 * row] = 1 - p
      proba[2 * row + 1] = p
    }
    return proba
  }

  it('priorShift gives what a model of the other shares would give', () => {
    const shifted = priorShift(gaussians(0.1, 500, 0.5), [0.5, 0.5], [0.9, 0.1])
    const known = gaussians(0.1, 500, 0.1)
    for (const [at, p] of shifted.entries()) expect(p).toBeCloseTo(known[at]!, 12)
  })

  it('estimatePriors finds shares that nobody has labeled', () => {
    const { priors, proba } = estimatePriors(gaussians(0.1, 20_000, 0.5), [0.5, 0.5])
    expect(priors[1]).toBeCloseTo(0.1, 2)
    expect(proba.filter((_, at) => at % 2 === 1).reduce((sum, p) => sum + p, 0) / 20_000).toBeCloseTo(priors[1]!, 8)
    expect(() => estimatePriors(Float64Array.of(1, 0), [1, 0])).toThrow(DataError)
  })
})
