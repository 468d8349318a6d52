import fc from 'fast-check'
import { expect, test } from 'vitest'
import { precisionRecallCurve, sortedOrder, thinCurve } from '../../src/evaluation/index.ts'

test('the radix order is the stable order', () => {
  const doubles = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer({ min: -3, max: 3 }),
    fc.constantFrom(-0, 0, Number.MIN_VALUE, -Number.MIN_VALUE, Number.MAX_VALUE),
  )
  fc.assert(
    fc.property(fc.array(doubles, { minLength: 1, maxLength: 40 }), fc.boolean(), (few, descending) => {
      for (const copies of [1, 300]) {
        const values = Float64Array.from(
          { length: few.length * copies },
          (_, at) => few[at % few.length]! / (1 + (at % 7)),
        )
        const sign = descending ? -1 : 1
        const expected = [...values.keys()].sort((a, b) => {
          const [left, right] = [values[a]!, values[b]!]
          return left === right ? a - b : sign * (left < right ? -1 : 1)
        })
        expect([...sortedOrder(values, descending)]).toEqual(expected)
      }
    }),
    { numRuns: 40 },
  )
})

test('thinning keeps ends, order, number and shape', () => {
  const x = Float64Array.from({ length: 10_000 }, (_, at) => at / 10_000)
  const y = x.map((value) => (value > 0.3 && value < 0.3005 ? 5 : value * value))
  const kept = thinCurve(x, y, 100)
  expect(kept.length).toBe(100)
  expect(kept[0]).toBe(0)
  expect(kept[99]).toBe(9_999)
  for (let at = 1; at < 100; at++) expect(kept[at]!).toBeGreaterThan(kept[at - 1]!)
  expect(Array.from(kept, (at) => y[at]!)).toContain(5)
  expect([...thinCurve(x.slice(0, 3), y.slice(0, 3), 100)]).toEqual([0, 1, 2])
})

test('recall falls as the threshold rises', () => {
  const scores = Float64Array.from({ length: 500 }, (_, at) => (at * 37) % 101)
  const { precision, recall, thresholds } = precisionRecallCurve(
    Array.from(scores, (s, at) => ((s + at) % 3 === 0 ? 1 : 0)),
    scores,
  )
  expect(thresholds.length).toBe(101)
  for (let at = 1; at < recall.length; at++) expect(recall[at]!).toBeLessThanOrEqual(recall[at - 1]!)
  expect(precision.every((value) => value >= 0 && value <= 1)).toBe(true)
})
