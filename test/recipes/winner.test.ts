import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { labelsFromCodes, random } from '../../src/core/index.ts'
import { candidateResults, chooseWinner } from '../../src/recipes/candidates/choose-winner.ts'
import { foldInterval } from '../../src/recipes/candidates/fold-statistics.ts'
import type { CandidateScores } from '../../src/recipes/candidates/score-fold.ts'
import { presetChain } from '../../src/recipes/chains/preset-chains.ts'
import { criterionFor } from '../../src/recipes/figures/criterion.ts'

function scored(name: string, held: number[], failure: string | null = null): CandidateScores {
  const candidate = {
    name,
    description: `about ${name}`,
    chain: presetChain('plain', 1),
  }
  return {
    candidate,
    held,
    averagePrecision: held,
    seen: held.map((value) => value + 0.1),
    outOfFold: new Float64Array(0),
    remembered: false,
    failure,
  }
}

const precision = criterionFor(undefined)
const costs = criterionFor({
  costs: [
    [0, 1],
    [5, 0],
  ],
})
const plain = scored('plain', [0.5, 0.52, 0.48, 0.51, 0.49])

describe('foldInterval', () => {
  it('is the mean and the corrected interval of Nadeau and Bengio', () => {
    // variance 0.025, factor 1/5 + 1/4, t(0.975, 4) = 2.7764451051977987
    const { value, low, high } = foldInterval([0.1, 0.2, 0.3, 0.4, 0.5], 5)
    const half = 2.7764451051977987 * Math.sqrt(0.025 * 0.45)
    expect(value).toBeCloseTo(0.3, 12)
    expect([low, high].map((one) => one!.toFixed(8))).toEqual([(0.3 - half).toFixed(8), (0.3 + half).toFixed(8)])
  })
  it('knows that ten values of two repeats share five folds', () => {
    // variance of 1..10 is 55/6; factor 1/10 + 1/4; t(0.975, 9) = 2.2621571627409915
    const { low } = foldInterval([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 5)
    expect(low).toBeCloseTo(5.5 - 2.2621571627409915 * Math.sqrt((55 / 6) * 0.35), 8)
  })
  it('leaves folds without a figure out; one value has no interval, none no value', () => {
    expect(foldInterval([0.5, 1, 0.9], 3, [0, 1])).toMatchObject({ low: 0, high: 1 })
    expect(foldInterval([0.5, 1, 0.9], 3, [0, Infinity]).high).toBeGreaterThan(1)
    expect(foldInterval([1, Number.NaN, 3], 3)).toEqual(foldInterval([1, 3], 3))
    expect(foldInterval([0.7, Number.NaN], 2)).toEqual({ value: 0.7, low: null, high: null })
    expect(foldInterval([Number.NaN], 2)).toEqual({ value: null, low: null, high: null })
  })
})

describe('chooseWinner', () => {
  it('keeps the plain model where a gain is within noise', () => {
    const noisy = scored('over', [0.6, 0.45, 0.56, 0.44, 0.55])
    const { scores, reason } = chooseWinner([plain, noisy], precision, 5)
    expect(scores).toBe(plain)
    expect(reason).toMatch(
      /^"over" does better than the plain model by 0\.020 \(.*within noise; the plain model is kept\.$/,
    )
  })
  it('takes a candidate that is better beyond noise, and the best of several', () => {
    const better = scored(
      'weights',
      plain.held.map((value, fold) => value + 0.1 + fold / 1000),
    )
    const best = scored(
      'smote',
      plain.held.map((value, fold) => value + 0.2 - fold / 1000),
    )
    const { scores, reason } = chooseWinner([plain, better, best], precision, 5)
    expect(scores).toBe(best)
    expect(reason).toMatch(
      /^"smote" beats the plain model by 0\.198 \(0\.19\d to 0\.20\d\) in averagePrecision, beyond noise\.$/,
    )
  })
  it('prefers a smaller, sure gain to a larger one within noise', () => {
    const sure = scored(
      'weights',
      plain.held.map((value) => value + 0.05),
    )
    const wild = scored('over', [0.9, 0.3, 0.9, 0.3, 0.9])
    expect(chooseWinner([plain, wild, sure], precision, 5).scores).toBe(sure)
  })
  it('pairs by fold: a steady gain on folds that differ much is beyond noise', () => {
    const hard = scored('plain', [0.1, 0.9, 0.2, 0.8, 0.5])
    const steady = scored(
      'under',
      hard.held.map((value, fold) => value + 0.02 + fold / 10_000),
    )
    expect(chooseWinner([hard, steady], precision, 5).scores).toBe(steady)
  })
  it('takes lower costs for better', () => {
    const dear = scored(
      'over',
      plain.held.map((value) => value + 0.2),
    )
    const cheap = scored(
      'weights',
      plain.held.map((value, fold) => value - 0.2 - fold / 1000),
    )
    expect(chooseWinner([plain, dear, cheap], costs, 5).scores).toBe(cheap)
    expect(chooseWinner([plain, dear], costs, 5).reason).toBe('No other candidate does better than the plain model.')
  })
  it('never takes one that failed, and is content with the plain model alone', () => {
    const failed = scored(
      'smote',
      plain.held.map((value) => value + 0.4),
      'smote: too few rows',
    )
    const winner = chooseWinner([plain, failed], precision, 5)
    expect(winner.scores).toBe(plain)
    expect(chooseWinner([plain], precision, 5).scores).toBe(plain)
    const [first, second] = candidateResults([plain, failed], winner, precision, 5)
    expect([first!.chosen, first!.differenceToPlain, second!.chosen, second!.failure]).toEqual([
      true,
      null,
      false,
      'smote: too few rows',
    ])
    expect(second!.differenceToPlain).toBeNull()
    expect(first!.trainCriterion).toBeCloseTo(0.6, 12)
  })
  it('reports differences in the units of the criterion, also where lower is better', () => {
    const cheap = scored(
      'weights',
      plain.held.map((value) => value - 0.25),
    )
    const results = candidateResults([plain, cheap], chooseWinner([plain, cheap], costs, 5), costs, 5)
    expect(results[1]!.differenceToPlain!.value).toBeCloseTo(-0.25, 12)
  })
})

/** Scores with many ties, and at least one row of each class. */
const judged = fc
  .array(fc.record({ truth: fc.integer({ min: 0, max: 1 }), score: fc.integer({ min: 0, max: 8 }) }), {
    minLength: 2,
    maxLength: 40,
  })
  .filter((rows) => rows.some(({ truth }) => truth === 1) && rows.some(({ truth }) => truth === 0))

const binary = (rows: { truth: number; score: number }[]) => ({
  y: labelsFromCodes(
    Int32Array.from(rows, ({ truth }) => truth),
    ['no', 'yes'],
  ),
  proba: Float64Array.from(rows.flatMap(({ score }) => [1 - score / 8, score / 8])),
})

/** Recall and precision at every threshold that a score suggests. */
function points(rows: { truth: number; score: number }[]) {
  const positives = rows.filter(({ truth }) => truth === 1).length
  return [...new Set(rows.map(({ score }) => score))].map((threshold) => {
    const alarms = rows.filter(({ score }) => score >= threshold)
    const hits = alarms.filter(({ truth }) => truth === 1).length
    return { recall: hits / positives, precision: hits / alarms.length, hits, alarms: alarms.length, positives }
  })
}

describe('criteria, against brute force', () => {
  it('precision at a recall, recall at a precision', () => {
    fc.assert(
      fc.property(judged, fc.constantFrom(0.2, 0.5, 0.8, 1), (rows, least) => {
        const { y, proba } = binary(rows)
        const most = (asked: 'recall' | 'precision', other: 'recall' | 'precision') =>
          Math.max(
            0,
            ...points(rows)
              .filter((point) => point[asked] >= least)
              .map((point) => point[other]),
          )
        expect(criterionFor({ recall: least }).measure(proba, y)).toBeCloseTo(most('recall', 'precision'), 12)
        expect(criterionFor({ recall: least, precision: 0.3 }).measure(proba, y)).toBeCloseTo(
          most('recall', 'precision'),
          12,
        )
        expect(criterionFor({ precision: least }).measure(proba, y)).toBeCloseTo(most('precision', 'recall'), 12)
      }),
    )
  })
  it('the least cost a row that any threshold gives, or that deciding nothing gives', () => {
    fc.assert(
      fc.property(judged, (rows) => {
        const { y, proba } = binary(rows)
        const negatives = rows.filter(({ truth }) => truth === 0).length
        const priced = points(rows).map(({ hits, alarms, positives }) => 5 * (positives - hits) + (alarms - hits))
        const never = 5 * (rows.length - negatives)
        expect(costs.measure(proba, y)).toBeCloseTo(Math.min(never, ...priced) / rows.length, 10)
      }),
    )
  })
  it('average precision: the mean over classes with rows, each against the rest', () => {
    const draws = random(4).uniform(90)
    const proba = draws.map(
      (value, at) => value / (draws[at - (at % 3)]! + draws[at - (at % 3) + 1]! + draws[at - (at % 3) + 2]!),
    )
    const y = labelsFromCodes(
      Int32Array.from({ length: 30 }, (_, row) => (row % 5 ? 0 : 2)),
      ['a', 'b', 'c'],
    )
    const area = (code: number) => {
      const order = [...y.codes.keys()].sort((a, b) => proba[b * 3 + code]! - proba[a * 3 + code]!)
      let hits = 0
      let sum = 0
      order.forEach((row, at) => {
        if (y.codes[row] === code) sum += ++hits / (at + 1)
      })
      return sum / hits
    }
    expect(precision.measure(proba, y)).toBeCloseTo((area(0) + area(2)) / 2, 12)
  })
  it('costs of several classes: what the least expected cost decides, priced', () => {
    const table = [
      [0, 1, 4],
      [2, 0, 1],
      [9, 3, 0],
    ]
    const y = labelsFromCodes(Int32Array.of(0, 1, 2, 2), ['a', 'b', 'c'])
    const proba = Float64Array.of(0.8, 0.1, 0.1, 0.1, 0.8, 0.1, 0.5, 0.4, 0.1, 0.1, 0.1, 0.8)
    let sum = 0
    for (let row = 0; row < 4; row++) {
      const expected = [0, 1, 2].map((taken) =>
        [0, 1, 2].reduce((cost, truth) => cost + proba[row * 3 + truth]! * table[truth]![taken]!, 0),
      )
      sum += table[y.codes[row]!]![expected.indexOf(Math.min(...expected))]!
    }
    expect(criterionFor({ costs: table }).measure(proba, y)).toBeCloseTo(sum / 4, 12)
  })
  it('names itself and its direction', () => {
    expect(
      [
        undefined,
        { recall: 0.5 },
        { precision: 0.5 },
        {
          costs: [
            [0, 1],
            [1, 0],
          ],
        },
      ]
        .map((goal) => criterionFor(goal))
        .map(({ name, higherIsBetter }) => [name, higherIsBetter]),
    ).toEqual([
      ['averagePrecision', true],
      ['precisionAtRecall', true],
      ['recallAtPrecision', true],
      ['costPerRow', false],
    ])
  })
})
