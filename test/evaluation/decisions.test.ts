import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DataError, labelsFromCodes, OptionError } from '../../src/core/index.ts'
import {
  chooseClassThresholds,
  chooseThreshold,
  decide,
  exactLowerBound,
  type Goal,
  judge,
  judgeClasses,
  normalQuantile,
  thresholdSweep,
  wilsonInterval,
} from '../../src/evaluation/index.ts'

/** Few distinct scores, so that ties abound; both classes have rows; weights or none. */
const cases = fc
  .array(
    fc.record({
      truth: fc.integer({ min: 0, max: 1 }),
      score: fc.oneof(
        fc.integer({ min: 0, max: 8 }).map((value) => value / 8),
        fc.double({ min: 0, max: 1, noNaN: true }),
      ),
      weight: fc.integer({ min: 1, max: 5 }),
    }),
    { minLength: 2, maxLength: 40 },
  )
  .map((rows) => ({
    truth: rows.map((row, i) => (i < 2 ? i : row.truth)),
    scores: Float64Array.from(rows, (row) => row.score),
    sampleWeight: Float64Array.from(rows, (row) => row.weight),
  }))

const share = fc.integer({ min: 1, max: 20 }).map((value) => value / 20)

/** Every distinct score as a threshold, counted row by row. */
function candidates({
  truth,
  scores,
  sampleWeight,
}: {
  truth: number[]
  scores: Float64Array
  sampleWeight?: Float64Array
}) {
  return [...new Set(scores)].map((threshold) => {
    let hits = 0
    let alarms = 0
    let positives = 0
    let flagged = 0
    let squares = 0
    let positiveSquares = 0
    for (const [row, value] of truth.entries()) {
      const weight = sampleWeight?.[row] ?? 1
      const alarm = scores[row]! >= threshold
      positives += weight * value
      positiveSquares += weight * weight * value
      if (!alarm) continue
      flagged++
      alarms += weight
      squares += weight * weight
      hits += weight * value
    }
    const effective = { positives: positives ** 2 / positiveSquares, flagged: alarms ** 2 / squares }
    const recall = hits / positives
    const precision = hits / alarms
    return { threshold, recall, precision, f1: (2 * hits) / (alarms + positives), flagged, effective }
  })
}

function highest<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((best, item) => Math.max(best, of(item)), Number.NEGATIVE_INFINITY)
}

describe('chooseThreshold against every candidate, one by one', () => {
  const surely = (value: number, trials: number, asked: number) =>
    exactLowerBound(value * trials, trials, 0.8) >= asked - 1e-9

  it('maximizes F1 when nothing is asked', () => {
    fc.assert(
      fc.property(cases, fc.boolean(), ({ sampleWeight, ...data }, weighted) => {
        const rows = weighted ? { ...data, sampleWeight } : data
        const found = chooseThreshold(data.truth, data.scores, undefined, weighted ? { sampleWeight } : {})
        expect(found.f1).toBeCloseTo(
          highest(candidates(rows), (c) => c.f1),
          12,
        )
        expect([found.met, found.assured]).toEqual([true, true])
      }),
    )
  })

  it('asked for a recall, gives the best precision among those assured, else among those that have it', () => {
    fc.assert(
      fc.property(cases, share, fc.boolean(), ({ sampleWeight, ...data }, recall, weighted) => {
        const rows = weighted ? { ...data, sampleWeight } : data
        const found = chooseThreshold(
          data.truth,
          data.scores,
          { recall },
          { confidence: 0.8, ...(weighted && { sampleWeight }) },
        )
        const having = candidates(rows).filter((c) => c.recall >= recall)
        const assured = having.filter((c) => surely(c.recall, c.effective.positives, recall))
        expect(found.met).toBe(true)
        expect(found.assured).toBe(assured.length > 0)
        expect(found.precision.value).toBeCloseTo(
          highest(assured.length > 0 ? assured : having, (c) => c.precision),
          12,
        )
      }),
    )
  })

  it('asked for a precision, gives the best recall among those assured, else among those that have it', () => {
    fc.assert(
      fc.property(cases, share, fc.boolean(), ({ sampleWeight, ...data }, precision, weighted) => {
        const rows = weighted ? { ...data, sampleWeight } : data
        const options = { confidence: 0.8, ...(weighted && { sampleWeight }) }
        const found = chooseThreshold(data.truth, data.scores, { precision }, options)
        const having = candidates(rows).filter((c) => c.precision >= precision)
        const assured = having.filter((c) => surely(c.precision, c.effective.flagged, precision))
        expect(found.met).toBe(having.length > 0)
        if (having.length === 0) return
        expect(found.assured).toBe(assured.length > 0)
        expect(found.recall.value).toBeCloseTo(
          highest(assured.length > 0 ? assured : having, (c) => c.recall),
          12,
        )
      }),
    )
  })

  it('asked for both, keeps the widest margin, or says what comes nearest', () => {
    const z = normalQuantile(0.95)
    const lower = (value: number, trials: number) => wilsonInterval(value * trials, trials, 0.9).low
    expect(z).toBeCloseTo(normalQuantile(0.5 + 0.9 / 2), 12)
    fc.assert(
      fc.property(cases, share, share, ({ truth, scores }, recall, precision) => {
        const found = chooseThreshold(truth, scores, { recall, precision })
        const all = candidates({ truth, scores })
        const margin = (r: number, p: number, flagged: number) => {
          return Math.min(
            lower(
              r,
              truth.reduce((a, b) => a + b),
            ) / recall,
            lower(p, flagged) / precision,
          )
        }
        const meeting = all.filter((c) => c.recall >= recall && c.precision >= precision)
        expect(found.met).toBe(meeting.length > 0)
        if (found.met) {
          const best = highest(meeting, (c) => margin(c.recall, c.precision, c.flagged))
          expect(margin(found.recall.value, found.precision.value, found.flagged)).toBeCloseTo(best, 12)
          const { low, high } = found.meeting!
          expect(judge(truth, scores, low, { recall, precision }).met).toBe(true)
          expect(judge(truth, scores, high, { recall, precision }).met).toBe(true)
          expect(all.filter((c) => c.threshold >= low).length).toBeGreaterThanOrEqual(meeting.length)
          expect(found.nearest).toBeUndefined()
        } else {
          const shortfall = (r: number, p: number) => Math.max(0, 1 - r / recall, 1 - p / precision)
          const least = -highest(all, (c) => -shortfall(c.recall, c.precision))
          expect(shortfall(found.nearest!.recall, found.nearest!.precision)).toBeCloseTo(least, 12)
          expect(found.nearest!.threshold).toBe(found.threshold)
          const atRecall = highest(
            all.filter((c) => c.recall >= recall),
            (c) => c.precision,
          )
          expect(found.precisionAtRecall!.precision).toBeCloseTo(atRecall, 12)
          const pure = all.filter((c) => c.precision >= precision)
          if (pure.length === 0) expect(found.recallAtPrecision).toBeUndefined()
          else
            expect(found.recallAtPrecision!.recall).toBeCloseTo(
              highest(pure, (c) => c.recall),
              12,
            )
        }
      }),
    )
  })

  it('asked for the least cost, finds it, flagging none included', () => {
    const cost = fc.integer({ min: 0, max: 9 })
    fc.assert(
      fc.property(cases, cost, cost, cost, cost, ({ truth, scores }, tn, fp, fn, tp) => {
        const costs = [
          [tn, fp],
          [fn, tp],
        ]
        const priceOf = (threshold: number) => {
          return truth.reduce((sum, t, i) => sum + costs[t]![scores[i]! >= threshold ? 1 : 0]!, 0) / truth.length
        }
        const found = chooseThreshold(truth, scores, { costs })
        const least = Math.min(priceOf(2), ...[...scores].map(priceOf))
        expect(found.expectedCost).toBeCloseTo(least, 12)
        expect(priceOf(found.threshold)).toBeCloseTo(least, 12)
        expect(found.met).toBe(least < Math.min(priceOf(2), priceOf(-1)) - 1e-12)
      }),
    )
  })
})

it('judges the chosen threshold on the same rows as it was chosen', () => {
  const goals = fc.oneof(
    fc.constant(undefined),
    fc.record({ recall: share, precision: share }),
    fc.record({ recall: share }),
    fc.constant({
      costs: [
        [0, 1],
        [5, 0],
      ],
    }),
  ) as fc.Arbitrary<Goal | undefined>
  fc.assert(
    fc.property(cases, goals, fc.boolean(), ({ truth, scores, sampleWeight }, goal, weighted) => {
      const options = weighted ? { sampleWeight } : {}
      const { meeting, nearest, precisionAtRecall, recallAtPrecision, ...judgment } = chooseThreshold(
        truth,
        scores,
        goal,
        options,
      )
      expect(judge(truth, scores, judgment.threshold, goal, options)).toEqual(judgment)
      if (nearest) expect(judgment.met).toBe(false)
    }),
  )
})

it('weights of 1 change nothing', () => {
  fc.assert(
    fc.property(cases, share, share, ({ truth, scores }, recall, precision) => {
      const sampleWeight = new Float64Array(scores.length).fill(1)
      const goal = { recall, precision }
      expect(chooseThreshold(truth, scores, goal, { sampleWeight })).toEqual(chooseThreshold(truth, scores, goal))
    }),
  )
})

it('cuts midway between two scores, and at the lowest one', () => {
  const scores = Float64Array.from([0.9, 0.5, 0.2])
  expect(chooseThreshold([1, 0, 0], scores).threshold).toBe(0.7)
  expect(chooseThreshold([1, 1, 1, 0], Float64Array.from([0.9, 0.5, 0.2, 0.3])).threshold).toBe(0.2)
  const never = {
    costs: [
      [0, 9],
      [1, 0],
    ],
  }
  expect(chooseThreshold([0, 1, 0], scores, never).threshold).toBe(1 + 2 ** -52)
  expect(chooseThreshold([0, 1, 0], scores, never).flagged).toBe(0)
  expect(chooseThreshold([0, 1, 0], Float64Array.from([9, 5, 2]), never).threshold).toBe(Number.MAX_VALUE)
})

it('says how sure it is: a small sample meets a goal that it does not assure', () => {
  const truth = [1, 1, 1, 1, 0, 0, 0, 0]
  const scores = Float64Array.from([0.9, 0.8, 0.7, 0.6, 0.4, 0.3, 0.2, 0.1])
  const few = chooseThreshold(truth, scores, { recall: 0.85, precision: 0.6 })
  expect([few.met, few.assured]).toEqual([true, false])
  // With four of four the exact lower bound at 95 % is 0.05^(1/4).
  expect(few.atLeast.recall).toBeCloseTo(0.05 ** 0.25, 12)
  const many = Array.from({ length: 50 }, () => truth).flat()
  const scored = Float64Array.from(many, (_, i) => scores[i % 8]!)
  expect(chooseThreshold(many, scored, { recall: 0.85, precision: 0.6 }).assured).toBe(true)
})

it('judges a threshold that flags nothing', () => {
  const found = judge([1, 0], Float64Array.from([0.2, 0.1]), 0.5, { precision: 0.1 })
  expect(found.precision).toEqual({ value: Number.NaN, low: 0, high: 1 })
  expect(found).toMatchObject({ met: false, assured: false, flagged: 0, f1: 0, recall: { value: 0 } })
})

describe('thresholdSweep', () => {
  it('says at each threshold what judge says, ascending, ends included', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 2, max: 12 }), ({ truth, scores }, points) => {
        const sweep = thresholdSweep(truth, scores, { points })
        const count = sweep.thresholds.length
        expect(count).toBeLessThanOrEqual(points)
        expect(sweep.flagged[0]).toBe(scores.length)
        expect(sweep.thresholds[0]).toBe(Math.min(...scores))
        for (let i = 0; i < count; i++) {
          const judged = judge(truth, scores, sweep.thresholds[i]!)
          expect(sweep.recall[i]).toBe(judged.recall.value)
          expect(sweep.precision[i]).toBe(judged.precision.value)
          expect(sweep.f1[i]).toBe(judged.f1)
          expect(sweep.flagged[i]).toBe(judged.flagged)
          if (i > 0) expect(sweep.thresholds[i]!).toBeGreaterThan(sweep.thresholds[i - 1]!)
        }
      }),
    )
  })
})

describe('several classes', () => {
  const y = labelsFromCodes(Int32Array.from([0, 0, 1, 1, 2, 0]), ['a', 'b', 'c', 'unseen'])
  const proba = Float64Array.from(
    [
      [0.8, 0.1, 0.1, 0],
      [0.7, 0.2, 0.1, 0],
      [0.5, 0.4, 0.1, 0],
      [0.3, 0.6, 0.1, 0],
      [0.5, 0.2, 0.3, 0],
      [0.6, 0.3, 0.1, 0],
    ].flat(),
  )

  it('finds each class its threshold, and the largest ratio decides', () => {
    const { thresholds, decisions } = chooseClassThresholds(proba, y, { recall: 1 })
    expect([...thresholds]).toEqual([0.55, 0.35, 0.2, 1])
    expect(decisions.map((decision) => decision?.met)).toEqual([true, true, true, undefined])
    const predicted = decide(proba, thresholds)
    expect([...predicted]).toEqual([0, 0, 1, 1, 2, 0])
    const judged = judgeClasses(y, predicted, { recall: 1, precision: 1 })
    expect(judged.map((judgment) => judgment?.met)).toEqual([true, true, true, undefined])
    expect(judgeClasses(y, [0, 0, 0, 1, 2, 0], { recall: 1 }).map((judgment) => judgment?.met)).toEqual([
      true,
      false,
      true,
      undefined,
    ])
  })

  it('refuses costs and lengths that differ', () => {
    expect(() => chooseClassThresholds(proba, y, { costs: [[0]] })).toThrow(OptionError)
    expect(() => chooseClassThresholds(proba.slice(4), y)).toThrow(/20 probabilities for 6 rows of 4 classes/)
    expect(() => judgeClasses(y, [1])).toThrow(/1 decisions for 6 rows/)
    expect(() => decide(proba, [0.1, 0.1, 0, 1])).toThrow(/class code 2 must be more than 0/)
  })
})

describe('what is refused', () => {
  const scores = Float64Array.from([0.1, 0.9])
  it.each([
    [() => chooseThreshold([1], scores), DataError, /there are 1 truths, 2 scores/],
    [() => chooseThreshold([0, 1], Float64Array.from([0.1, Number.NaN])), DataError, /score of row 1 is NaN/],
    [() => chooseThreshold([0, 2], scores), DataError, /truth of row 1 is 2; it must be 1 or 0/],
    [() => chooseThreshold([1, 1], scores), DataError, /no negative row/],
    [() => judge([0, 0], scores, 0.5), DataError, /no positive row/],
    [() => judge([0, 1], scores, Number.NaN), OptionError, /threshold/],
    [
      () => chooseThreshold([0, 1], scores, { recall: 0 }),
      OptionError,
      /`recall` must be more than 0 and at most 1; it is 0/,
    ],
    [() => chooseThreshold([0, 1], scores, { precision: 1.2 }), OptionError, /`precision` must be .* it is 1.2/],
    [() => chooseThreshold([0, 1], scores, { costs: [[0, 1]] }), OptionError, /2 rows of 2 numbers/],
    [
      () =>
        chooseThreshold([0, 1], scores, {
          costs: [
            [0, 1],
            [-5, 0],
          ],
        }),
      OptionError,
      /`costs\[1\]\[0\]` .* it is -5/,
    ],
    [
      () =>
        chooseThreshold([0, 1], scores, {
          recall: 0.5,
          costs: [
            [0, 1],
            [5, 0],
          ],
        } as Goal),
      OptionError,
      /not both/,
    ],
    [
      () => chooseThreshold([0, 1], scores, {}, { confidence: 1 }),
      OptionError,
      /`confidence` must be less than 1; it is 1/,
    ],
    [
      () => chooseThreshold([0, 1], scores, {}, { sampleWeight: Float64Array.from([1, -1]) }),
      DataError,
      /weight of row 1 is -1/,
    ],
    [() => thresholdSweep([0, 1], scores, { points: 1 }), OptionError, /`points` must be at least 2/],
  ])('%s', (attempt, kind, sentence) => {
    expect(attempt).toThrow(kind)
    expect(attempt).toThrow(sentence)
  })
})

it('of equally precise points takes the one of the greater recall', () => {
  const found = chooseThreshold([0, 1, 0, 1], Float64Array.from([0.9, 0.8, 0.7, 0.6]), { recall: 0.5 })
  expect([found.precision.value, found.recall.value]).toEqual([0.5, 1])
})

it('is sure of a saving only when there are rows enough', () => {
  const costs = [
    [0, 1],
    [5, 0],
  ]
  const truth = [1, 0, 0, 0, 1, 0]
  const scores = Float64Array.from([0.9, 0.3, 0.2, 0.1, 0.4, 0.5])
  const few = judge(truth, scores, 0.4, { costs })
  expect([few.met, few.assured, few.expectedCost]).toEqual([true, false, 1 / 6])
  const many = Array.from({ length: 20 }, () => truth).flat()
  const scored = Float64Array.from(many, (_, i) => scores[i % 6]!)
  const sure = judge(many, scored, 0.4, { costs })
  expect([sure.met, sure.assured]).toEqual([true, true])
})
